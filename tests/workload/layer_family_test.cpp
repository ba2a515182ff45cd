// Networks of one layer, by their names.
#include "workload/layer_family.h"

#include <gtest/gtest.h>

#include "base/diagnostic.h"
#include "workload/layer.h"

namespace skeptic {
namespace {

std::string error_of(const std::string& name) {
  try {
    load_network(name);
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

TEST(LayerFamily, ConvolutionsHaveTheSizesOfTheirName) {
  const Network network = load_network("conv:in=6,out=8,image=5,kernel=3,stride=2,pad=1,groups=2,activation=silu");
  ASSERT_EQ(network.layers.size(), 2u);
  const Layer& layer = *network.find("layer");
  EXPECT_EQ(layer.kind, LayerKind::Convolution);
  EXPECT_EQ(layer.out_height(), 3);
  EXPECT_EQ(layer.macs(), 3 * 3 * 8 * 3 * 9);  // three channels of each group
  EXPECT_EQ(network.activation, "silu");
}

TEST(LayerFamily, LinearLayersAndAttention) {
  EXPECT_EQ(load_network("linear:in=7,out=5,tokens=3").macs(), 105);
  const Network attention = load_network("attention:heads=2,head=4,tokens=3");
  EXPECT_EQ(attention.find("scores")->macs() + attention.find("context")->macs(), 2 * 2 * 3 * 3 * 4);
}

TEST(LayerFamily, WrongNamesAreDiagnostics) {
  EXPECT_EQ(error_of("conv:in=6,out=8,image=5,groups=4"),
            "error: 4 groups do not divide 6 and 8 channels [network-family]\n"
            "  conv:in=6,out=8,image=5,groups=4\n"
            "  ^\n"
            "  expected: a divisor of both\n");
  EXPECT_EQ(error_of("linear:in=0,in=2,activation=tanh"),
            "error: in is \"0\" [network-family]\n"
            "  linear:in=0,in=2,activation=tanh\n"
            "            ^\n"
            "  expected: an integer from 1 to 10000000\n"
            "error: the key \"in\" is here twice [network-family]\n"
            "  linear:in=0,in=2,activation=tanh\n"
            "              ^\n"
            "  expected: each key once\n"
            "error: \"tanh\" is no activation function [network-family]\n"
            "  linear:in=0,in=2,activation=tanh\n"
            "                              ^\n"
            "  expected: relu, squared-relu, gelu, silu\n"
            "error: the name of a linear layer lacks out [network-family]\n"
            "  linear:in=0,in=2,activation=tanh\n"
            "  ^\n"
            "  expected: as linear:in=768,out=3072,tokens=197\n");
  EXPECT_NE(error_of("attention:heads=4096,head=64,tokens=65536").find("the layer is too large"), std::string::npos);
  EXPECT_NE(error_of("conv:in=64,out=64,image=2,kernel=5").find("the kernel is larger than the padded image"), std::string::npos);
  EXPECT_NE(error_of("conv:"), "");
}

}  // namespace
}  // namespace skeptic
