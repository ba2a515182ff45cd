// From an image to the input of a network.
#pragma once

#include <cstdint>
#include <vector>

#include "workload/images/image.h"
#include "workload/layer.h"

namespace skeptic {

/// [channels][height][width], as network.input and network.preprocessing say; single precision, (v · scale - mean) / deviation rounded after each
/// operation, which gives the bits of torchvision's ToTensor and Normalize. A grey image is repeated for a network of three channels. With
/// `resize`, the shorter side becomes that long and the network's size is cut from the centre; without it the image must have that size.
/// Throws UserError, named after the image: ImageSize, UnsupportedImage (colours for a grey network; a network that reads no images), NetworkLayer.
std::vector<float> preprocess(const Image& image, const Network& network);

/// A triangle filter, stretched by the factor of reduction (antialias), first along rows, then along columns, each pass rounded to bytes: Pillow's
/// bilinear resize, whose fixed-point weights of 22 bits are used. Sizes are positive.
Image resize_bilinear(const Image& image, std::int64_t height, std::int64_t width);

}  // namespace skeptic
