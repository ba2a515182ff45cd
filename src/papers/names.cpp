#include "papers/names.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace skeptic::papers {
namespace {

struct DesignName {
  std::string_view printed, id;  ///< without an id: not in the library
};

/// How papers write designs and methods. A name in capitals alone is found in capitals alone; others in any case.
constexpr std::array kDesigns{
    DesignName{"NVIDIA A100", "nvidia-a100"},
    DesignName{"A100", "nvidia-a100"},
    DesignName{"NVIDIA H100", "nvidia-h100"},
    DesignName{"H100", "nvidia-h100"},
    DesignName{"Hopper", "nvidia-h100"},
    DesignName{"NVIDIA Ampere", "ampere-2to4"},
    DesignName{"NVIDIA's Ampere", "ampere-2to4"},
    DesignName{"Ampere", "ampere-2to4"},
    DesignName{"sparse tensor cores", "ampere-2to4"},
    DesignName{"sparse tensor core", "ampere-2to4"},
    DesignName{"S2TA-AW", "s2ta"},
    DesignName{"S2TA-W", "s2ta"},
    DesignName{"S2TA", "s2ta"},
    DesignName{"SCNN", "scnn"},
    DesignName{"SparTen", "sparten"},
    DesignName{"Eyeriss v2", "eyeriss-v2"},
    DesignName{"Eyeriss-v2", "eyeriss-v2"},
    DesignName{"Eyerissv2", "eyeriss-v2"},
    DesignName{"SIGMA", "sigma"},
    DesignName{"HighLight", "highlight"},
    DesignName{"Procrustes", "procrustes"},
    DesignName{"SparseRT", "sparsert"},
    DesignName{"SR-STE", "sr-ste"},
    DesignName{"TensorDash", "tensordash"},
    DesignName{"VEGETA", "vegeta"},
    DesignName{"DSTC", "dstc"},
    DesignName{"dual-side sparse tensor core", "dstc"},
    DesignName{"RM-STC", "rm-stc"},
    DesignName{"DynaX", "dynax"},
    DesignName{"TEAL", "teal"},
    DesignName{"Amber Pruner", "amber-pruner"},
    DesignName{"Wanda", "wanda-2to4"},
    DesignName{"DominoSearch", "dominosearch"},
    DesignName{"Eureka", "eureka"},
    DesignName{"Griffin", "griffin"},
    DesignName{"Haziza et al.", "haziza-2to4"},
    DesignName{"EIE", ""},
    DesignName{"ExTensor", ""},
    DesignName{"Eyeriss", ""},
    DesignName{"Cnvlutin", ""},
    DesignName{"Cambricon-X", ""},
    DesignName{"Cambricon-S", ""},
    DesignName{"Sanger", ""},
    DesignName{"SpAtten", ""},
    DesignName{"ZeNA", ""},
    DesignName{"Bit-Tactical", ""},
    DesignName{"Bit-Pragmatic", ""},
    DesignName{"Laconic", ""},
    DesignName{"Stripes", ""},
    DesignName{"EVA2", ""},
    DesignName{"DropBack", ""},
    DesignName{"SparseCore", ""},
    DesignName{"Gamma", ""},
    DesignName{"MatRaptor", ""},
    DesignName{"OuterSPACE", ""},
    DesignName{"Flexagon", ""},
    DesignName{"SpArch", ""},
    DesignName{"UCNN", ""},
    DesignName{"GoSPA", ""},
    DesignName{"ISOSceles", ""},
    DesignName{"NullHop", ""},
    DesignName{"DRQ", ""},
    DesignName{"SnaPEA", ""},
    DesignName{"Minerva", ""},
    DesignName{"ELSA", ""},
    DesignName{"DOTA", ""},
    DesignName{"Energon", ""},
    DesignName{"LeOPArd", ""},
    DesignName{"VENOM", ""},
    DesignName{"nmSPARSE", ""},
    DesignName{"cuSPARSELt", ""},
    DesignName{"cuSPARSE", ""},
    DesignName{"Sputnik", ""},
    DesignName{"PermDNN", ""},
    DesignName{"CirCNN", ""},
    DesignName{"Tensaurus", ""},
    DesignName{"STICKER", ""},
    DesignName{"MAERI", ""},
    DesignName{"Delta Networks", ""},
    DesignName{"SparseNN", ""},
    DesignName{"ESE", ""},
    DesignName{"Diffy", ""},
    DesignName{"DeltaRNN", ""},
    DesignName{"Spartus", ""},
    DesignName{"SparseGPT", ""},
    DesignName{"RigL", ""},
    DesignName{"DejaVu", ""},
    DesignName{"Deja Vu", ""},
    DesignName{"PowerInfer", ""},
    DesignName{"Sparse-TPU", ""},
    DesignName{"Sparseloop", ""},
    DesignName{"STA-DBB", ""},
    DesignName{"Trapezoid", ""},
    DesignName{"Tailors", ""},
    DesignName{"FlexNN", ""},
    DesignName{"LNPU", ""},
    DesignName{"V100", ""},
    DesignName{"Volta", ""},
    DesignName{"Turing", ""},
    DesignName{"SNAP", ""},
    DesignName{"SqueezeFlow", ""},
    DesignName{"SparseWeaver", ""},
    DesignName{"BitWave", ""},
    DesignName{"SWAT", ""},
    DesignName{"ViTCoD", ""},
    DesignName{"FABNet", ""},
    DesignName{"GOBO", ""},
};

/// Families of networks; what follows (a depth, a version, a size) belongs to the name.
constexpr std::array<std::string_view, 62> kNetworks{
    "ResNeXt",    "Wide ResNet", "ResNet",    "MobileNetV1", "MobileNetV2",  "MobileNetV3", "MobileNet", "EfficientNet", "SqueezeNet",
    "ShuffleNet", "DenseNet",    "GoogLeNet", "GoogleNet",   "Inception",    "AlexNet",     "VGG",       "RegNet",       "ConvNeXt",
    "Swin",       "DeiT",        "ViT",       "BERT",        "RoBERTa",      "DistilBERT",  "ALBERT",    "GPT-2",        "GPT-3",
    "GPT-J",      "GPT-Neo",     "GPT",       "OPT",         "LLaMA",        "Llama",       "Mistral",   "Mixtral",      "Qwen",
    "Phi-2",      "Phi-3",       "Gemma",     "BLOOM",       "Falcon",       "T5",          "Pythia",    "Whisper",      "Conformer",
    "YOLOv3",     "YOLOv4",      "YOLOv5",    "YOLOv8",      "YOLO",         "SSD",         "U-Net",     "UNet",         "DS-CNN",
    "PointNet",   "DLRM",        "GNMT",      "Mask R-CNN",  "Faster R-CNN", "LeNet",       "MLP-Mixer", "FlowNet"};

constexpr std::array<std::string_view, 12> kSizes{"tiny", "small", "base", "medium", "large", "huge", "xl", "mini", "nano", "lite", "chat", "hd"};

constexpr std::array<std::string_view, 50> kDatasets{"ImageNet",
                                                     "CIFAR-10",
                                                     "CIFAR-100",
                                                     "CIFAR10",
                                                     "CIFAR100",
                                                     "CIFAR",
                                                     "MNIST",
                                                     "Fashion-MNIST",
                                                     "SVHN",
                                                     "COCO",
                                                     "PASCAL VOC",
                                                     "Pascal VOC",
                                                     "KITTI",
                                                     "Cityscapes",
                                                     "ADE20K",
                                                     "Kinetics-400",
                                                     "Kinetics",
                                                     "UCF101",
                                                     "LibriSpeech",
                                                     "Speech Commands",
                                                     "MNLI",
                                                     "SQuAD",
                                                     "GLUE",
                                                     "SST-2",
                                                     "QQP",
                                                     "QNLI",
                                                     "CoLA",
                                                     "MRPC",
                                                     "WikiText-2",
                                                     "WikiText-103",
                                                     "WikiText",
                                                     "LAMBADA",
                                                     "C4",
                                                     "Penn Treebank",
                                                     "PTB",
                                                     "WMT",
                                                     "CNN/DailyMail",
                                                     "CNN/Daily Mail",
                                                     "XSum",
                                                     "HellaSwag",
                                                     "PIQA",
                                                     "MMLU",
                                                     "GSM8K",
                                                     "ARC-Easy",
                                                     "ARC-Challenge",
                                                     "WinoGrande",
                                                     "BoolQ",
                                                     "Visual Wake Words",
                                                     "Places365",
                                                     "DAVIS"};

/// Networks that the library has, by their folded names.
constexpr std::array<std::string_view, 13> kLibraryNetworks{"resnet18",      "resnet20",   "resnet32",    "resnet50",  "resnet56",
                                                            "vit-b-16",      "deit-s",     "mobilenetv2", "bert-base", "squeezenet1.0",
                                                            "squeezenet1.1", "shapes-cnn", "shapes-vit"};

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

bool capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; });
}

/// Whether the text starts from the name: in its own case where it is short or all capitals, else in any.
bool starts(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  const bool exact = capitals(name) || name.size() < 5;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (text[i] == name[i]) continue;
    if (exact || std::tolower(static_cast<unsigned char>(text[i])) != std::tolower(static_cast<unsigned char>(name[i]))) return false;
  }
  // A name begins with a capital, as printed, unless it is of small letters.
  return !(std::isupper(static_cast<unsigned char>(name[0])) != 0 && std::islower(static_cast<unsigned char>(text[0])) != 0);
}

/// How much of the text behind a family's name is its depth, version or size.
std::size_t suffix(std::string_view text) {
  std::size_t at = 0;
  for (int parts = 0; parts < 5; ++parts) {
    std::size_t next = at;
    const bool joined = next < text.size() && (text[next] == '-' || text[next] == '/' || text[next] == '_' || text[next] == '.');
    const bool apart = next < text.size() && text[next] == ' ';
    if (joined || apart) ++next;
    std::size_t end = next;
    while (end < text.size() &&
           (letter(text[end]) ||
            (text[end] == '.' && end + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[end + 1])) != 0 && end == next + 1 &&
             (end + 2 >= text.size() || !letter(text[end + 2]) || text[end + 2] == 'B' || text[end + 2] == 'b'))))
      ++end;
    if (end == next) break;
    std::string word;
    for (std::size_t i = next; i < end; ++i) word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i])));
    const bool size = std::find(kSizes.begin(), kSizes.end(), word) != kSizes.end();
    const bool number = std::isdigit(static_cast<unsigned char>(word[0])) != 0 && word.size() <= 6;
    const bool version =
        word.size() <= 5 && (word[0] == 'v' || word[0] == 'b') && word.size() > 1 && std::isdigit(static_cast<unsigned char>(word[1])) != 0;
    const bool code = word.size() <= 2;
    if (apart && !size && !(number && parts == 0 && word.find('.') != std::string::npos) && !version) break;
    if (!apart && !size && !number && !version && !code) break;
    at = end;
  }
  return at;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string plain;
  for (const char c : text)
    if (letter(c)) plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return plain;
}

Name name_at(std::string_view text) {
  Name best;
  const auto ends = [&](std::size_t length) { return length >= text.size() || !letter(text[length]); };
  for (const DesignName& one : kDesigns)
    if (one.printed.size() > best.length && starts(text, one.printed) && ends(one.printed.size()))
      best = {NameKind::Design, std::string(one.id.empty() ? one.printed : one.id), one.printed.size(), !one.id.empty()};
  for (const std::string_view family : kNetworks) {
    if (!starts(text, family)) continue;
    const std::size_t length = family.size() + suffix(text.substr(family.size()));
    if (length <= best.length || !ends(length)) continue;
    // "BERT-like", "OPT": a family alone is a name where nothing else is joined to it.
    std::string printed(text.substr(0, length));
    const std::string plain = folded(printed);
    const auto known = std::find_if(kLibraryNetworks.begin(), kLibraryNetworks.end(), [&](std::string_view id) { return folded(id) == plain; });
    best = {NameKind::Network, known != kLibraryNetworks.end() ? std::string(*known) : printed, length, known != kLibraryNetworks.end()};
  }
  for (const std::string_view set : kDatasets) {
    if (set.size() < best.length || !starts(text, set)) continue;
    std::size_t length = set.size();
    if (set == "ImageNet" && text.substr(length, 3) == "-1k") length += 3;
    if (set == "ImageNet" && text.substr(length, 3) == "-1K") length += 3;
    if (!ends(length)) continue;
    std::string id(set);
    if (id == "CIFAR10" || id == "CIFAR100") id.insert(5, "-");
    best = {NameKind::Dataset, id, length, false};
  }
  return best;
}

}  // namespace skeptic::papers
