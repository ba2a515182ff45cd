#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "workload/dataflow.h"
#include "workload/layer.h"
#include "workload/network_file.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

/// Multiplications or parameters of the rows whose names end in one of the given ways.
template <typename Amount>
std::int64_t sum_of(const Network& network, const std::vector<std::string>& endings, const Amount& amount) {
  std::int64_t sum = 0;
  for (const Layer& layer : network.layers)
    for (const std::string& ending : endings)
      if (layer.name.ends_with(ending)) {
        sum += amount(layer);
        break;
      }
  return sum;
}
std::int64_t macs_of(const Network& network, const std::vector<std::string>& endings) {
  return sum_of(network, endings, [](const Layer& layer) { return layer.macs(); });
}
std::int64_t macs_of(const Network& network, LayerKind kind) {
  std::int64_t sum = 0;
  for (const Layer& layer : network.layers) sum += layer.kind == kind ? layer.macs() : 0;
  return sum;
}
const Layer& row(const Network& network, const std::string& name) {
  const Layer* layer = network.find(name);
  if (layer == nullptr) throw std::out_of_range(name);
  return *layer;
}

TEST(Networks, AreListed) {
  const std::vector<std::string> names = library_networks();
  EXPECT_THAT(names, IsSupersetOf({"bert-base", "deit-s", "mobilenetv2", "resnet18", "resnet20", "resnet32", "resnet50", "resnet56", "squeezenet1.0",
                                   "squeezenet1.0-caffe", "squeezenet1.1", "vit-b-16"}));
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
}

TEST(Networks, UnknownNames) {
  std::string listed;
  for (const std::string& name : library_networks()) listed += name + ", ";
  EXPECT_EQ(user_error([] { load_network("resnet-50"); }),
            "error: there is no network \"resnet-50\" [network-unknown]\n"
            "  expected: " +
                listed +
                "vit:…, conv:…, linear:…, attention:…, or a file that ends in .yaml\n"
                "  did you mean \"resnet50\"?\n");
  EXPECT_EQ(user_error([] { load_network("my/net.yaml"); }), "my/net.yaml: error: no such file [file-missing]\n");
}

TEST(Networks, AreReadFromFilesToo) {
  const Network file = load_network(std::string(SKEPTIC_SOURCE) + "/networks/resnet20.yaml");
  EXPECT_EQ(file.name, "resnet20");
  EXPECT_EQ(file.macs(), load_network("resnet20").macs());
}

// Of every kind of layer: multiplications M·(C/groups)·R·S·P·Q, parameters M·(C/groups)·R·S and 2·M of batch normalisation.
TEST(Networks, ResNet50) {
  const Network network = load_network("resnet50");
  EXPECT_EQ(network.macs(), 4'089'184'256);
  EXPECT_EQ(network.parameters(), 25'557'032);
  EXPECT_EQ(row(network, "conv1").macs(), 64 * 3 * 49 * 112 * 112);
  // 3 x 3: three at 56² with 64 channels, and so on; the first of a later stage reads 2x the size and writes this one. Each is 9·64²·56² =
  // 115,605,504.
  EXPECT_EQ(macs_of(network, {".conv2"}), 16 * 115'605'504);
  EXPECT_EQ(row(network, "layer2.0.conv2").macs(), 115'605'504);
  // The v1.5 mark: the first 1 x 1 of a stage still runs at the larger size.
  EXPECT_EQ(row(network, "layer2.0.conv1").macs(), 128 * 256 * 56 * 56);
  EXPECT_EQ(macs_of(network, {"downsample.0"}), (64 * 256 * 56 * 56) + (256 * 512 * 28 * 28) + (512 * 1024 * 14 * 14) + (1024 * 2048 * 7 * 7));
  EXPECT_EQ(row(network, "fc").macs(), 2'048'000);
  EXPECT_EQ(row(network, "fc").parameters, 2'049'000);
  EXPECT_EQ(row(network, "layer1.0.conv1").parameters, 64 * 64 + 2 * 64);
  EXPECT_THAT(row(network, "layer1.0.add").inputs, ElementsAre("layer1.0.conv3", "layer1.0.downsample.0"));
  EXPECT_THAT(row(network, "layer1.1.add").inputs, ElementsAre("layer1.1.conv3", "layer1.0.relu3"));
  EXPECT_EQ(row(network, "layer1.1.add").elements_in, 2 * 256 * 56 * 56);
  EXPECT_EQ(row(network, "maxpool").operations, 9 * 64 * 56 * 56);
}

TEST(Networks, ResNet20) {
  const Network network = load_network("resnet20");
  // 3·16·9·32² + 6·16²·9·32² + (16·32 + 5·32²)·9·16² + (32·64 + 5·64²)·9·8² + 640
  EXPECT_EQ(network.macs(), 442'368 + 14'155'776 + 12'976'128 + 12'976'128 + 640);
  // Weights 432 + 13,824 + 50,688 + 202,752; linear 650; batch normalisation 2·(7·16 + 6·32 + 6·64).
  EXPECT_EQ(network.parameters(), 267'696 + 650 + 1'376);
  EXPECT_EQ(network.parameters(), 269'722);
  EXPECT_EQ(row(network, "layer1.0.conv1").weights_name, "layer1.0.conv1.weight");
  EXPECT_EQ(row(network, "layer1.0.conv1").activations_name, "relu0");
  EXPECT_EQ(row(network, "layer2.0.conv1").activations_name, "layer1.2.relu2");
  EXPECT_EQ(row(network, "linear").activations_name, "avgpool");
  // Option A: every other pixel of 16 channels, 16 channels of zeros added.
  EXPECT_EQ(row(network, "layer2.0.shortcut").elements_in, 16 * 16 * 16);
  EXPECT_EQ(row(network, "layer2.0.shortcut").elements_out, 32 * 16 * 16);
  EXPECT_THAT(row(network, "layer2.0.add").inputs, ElementsAre("layer2.0.conv2", "layer2.0.shortcut"));
}

// Each stage of n blocks: 2·n convolutions; 442,368 + 6·2,359,296·n multiplications per stage, less half of one where a stage starts.
TEST(Networks, DeeperResNetsOfCifar) {
  for (const auto& [name, blocks] : std::map<std::string, std::int64_t>{{"resnet20", 3}, {"resnet32", 5}, {"resnet56", 9}}) {
    const Network network = load_network(name);
    const std::int64_t convolution = 16 * 16 * 9 * 32 * 32;
    EXPECT_EQ(network.macs(), 442'368 + 3 * 2 * blocks * convolution - convolution + 640) << name;
    // Weights 9·16²·2n, then 4 and 16 times that, less half of the first of a stage; batch normalisation 2·(16 + 2n·(16 + 32 + 64)); the linear
    // layer.
    EXPECT_EQ(network.parameters(), 432 + 9 * 256 * 2 * blocks * 21 - 9 * 128 * 20 + 2 * (16 + 2 * blocks * 112) + 650) << name;
    EXPECT_EQ(row(network, "layer3.2.conv2").activations_name, "layer3.2.relu1") << name;
  }
  EXPECT_EQ(load_network("resnet32").parameters(), 464'154);
  EXPECT_EQ(load_network("resnet56").parameters(), 853'018);
}

// The parameters that torchvision publishes for its models.
TEST(Networks, ResNet18) {
  const Network network = load_network("resnet18");
  EXPECT_EQ(network.parameters(), 11'689'512);
  // conv1, four of 115,605,504 at every stage less half of the first of three, three shortcuts of 1 x 1, fc.
  EXPECT_EQ(network.macs(), 118'013'952 + 16 * 115'605'504LL - 3 * 57'802'752 + 3 * 6'422'528 + 512'000);
  EXPECT_EQ(row(network, "layer2.0.downsample.0").norm_name, "layer2.0.downsample.1");
  EXPECT_THAT(row(network, "layer2.0.add").inputs, ElementsAre("layer2.0.conv2", "layer2.0.downsample.0"));
}

TEST(Networks, SqueezeNets) {
  const Network v0 = load_network("squeezenet1.0"), v1 = load_network("squeezenet1.1"), caffe = load_network("squeezenet1.0-caffe");
  EXPECT_EQ(v0.parameters(), 1'248'424);
  EXPECT_EQ(v1.parameters(), 1'235'496);
  EXPECT_EQ(caffe.parameters(), v0.parameters());
  EXPECT_EQ(v0.macs(), 818'924'576);
  EXPECT_EQ(v1.macs(), 349'151'936);
  EXPECT_EQ(caffe.macs(), 861'339'936);
  // 109 pixels after the first convolution: windows of 3 every 2 fit 54 times. The next pools have 54 and 27 pixels; 54 takes one more that sticks
  // out.
  EXPECT_EQ(row(v0, "features.2").out_height(), 54);
  EXPECT_EQ(row(v0, "features.6").out_height(), 27);
  EXPECT_EQ(row(v0, "features.11").out_height(), 13);
  EXPECT_EQ(row(v1, "features.2").out_width(), 55);
  EXPECT_EQ(row(v0, "features.3.concat").elements_in, 2 * 64 * 54 * 54);
  EXPECT_EQ(row(v0, "features.3.concat").operations, 0);
  EXPECT_EQ(row(v0, "features.3.squeeze").bias_name, "features.3.squeeze.bias");
  EXPECT_EQ(v0.output()->name, "classifier.3");
  // Two rectified halves make a rectified whole.
  EXPECT_TRUE(reads_activation_function(v0, row(v0, "features.4.squeeze")));
  EXPECT_TRUE(reads_activation_function(v0, row(v0, "features.7.squeeze")));  // and through a pool
  EXPECT_EQ(row(caffe, "conv_final").out_height(), 15);
  EXPECT_EQ(caffe.preprocessing, (Preprocessing{{104, 117, 123}, {1, 1, 1}, 1, 256, true}));
}

// Names that torchvision, timm and Hugging Face give.
TEST(Networks, TensorsOfNorms) {
  const Network resnet20 = load_network("resnet20"), resnet50 = load_network("resnet50"), mobilenet = load_network("mobilenetv2");
  EXPECT_EQ(row(resnet20, "conv1").norm_name, "bn1");
  EXPECT_EQ(row(resnet20, "layer3.2.conv2").norm_name, "layer3.2.bn2");
  EXPECT_EQ(row(resnet50, "layer4.0.conv3").norm_name, "layer4.0.bn3");
  EXPECT_EQ(row(resnet50, "layer4.0.downsample.0").norm_name, "layer4.0.downsample.1");
  EXPECT_EQ(row(mobilenet, "features.0.0").norm_name, "features.0.1");
  EXPECT_EQ(row(mobilenet, "features.1.conv.1").norm_name, "features.1.conv.2");
  EXPECT_EQ(row(mobilenet, "features.17.conv.1.0").norm_name, "features.17.conv.1.1");
  EXPECT_EQ(row(mobilenet, "features.17.conv.2").norm_name, "features.17.conv.3");
  EXPECT_EQ(row(mobilenet, "features.18.0").norm_name, "features.18.1");
  const Network vit = load_network("vit-b-16"), deit = load_network("deit-s"), bert = load_network("bert-base");
  EXPECT_THAT(row(vit, "encoder.position").tensor_names, ElementsAre("class_token", "encoder.pos_embedding"));
  EXPECT_THAT(row(deit, "position").tensor_names, ElementsAre("cls_token", "pos_embed"));
  EXPECT_THAT(row(bert, "embeddings").table_rows, ElementsAre(30'522, 512, 2));
  const std::string attention = "encoder.layers.encoder_layer_0.self_attention.in_proj";
  EXPECT_EQ(row(vit, attention).bias_name, attention + "_bias");
  EXPECT_EQ(row(vit, "encoder.ln").norm_name, "encoder.ln");
  EXPECT_EQ(row(vit, "encoder.ln").epsilon, 1e-6);
  EXPECT_EQ(row(bert, "embeddings.LayerNorm").epsilon, 1e-12);
  EXPECT_EQ(row(resnet20, "conv1").epsilon, 1e-5);
}

TEST(Networks, OutputAndText) {
  EXPECT_EQ(load_network("resnet50").output()->name, "fc");
  const Network bert = load_network("bert-base");
  EXPECT_EQ(bert.output()->name, "encoder.layer.11.output.LayerNorm");  // behind it, the held pooler
  EXPECT_THAT(bert.input, ElementsAre(128));
  EXPECT_EQ(parse_network(bert.text, "again").parameters(), bert.parameters());
  EXPECT_EQ(Network{}.output(), nullptr);
}

TEST(Networks, MobileNetV2) {
  const Network network = load_network("mobilenetv2");
  EXPECT_EQ(network.macs(), 300'774'272);
  EXPECT_EQ(network.parameters(), 3'504'872);
  std::int64_t depthwise = 0;
  for (const Layer& layer : network.layers) depthwise += layer.depthwise() ? layer.macs() : 0;
  EXPECT_EQ(depthwise, 20'716'416);
  EXPECT_EQ(row(network, "features.0.0").macs(), 10'838'016);
  EXPECT_EQ(row(network, "features.18.0").macs(), 20'070'400);
  EXPECT_EQ(row(network, "classifier.1").parameters, 1'281'000);
}

TEST(Networks, VisionTransformers) {
  const Network vit = load_network("vit-b-16"), deit = load_network("deit-s");
  EXPECT_EQ(vit.macs(), 17'563'828'224);
  EXPECT_EQ(vit.parameters(), 86'567'656);
  EXPECT_EQ(macs_of(vit, {".in_proj"}), 4'183'031'808);
  EXPECT_EQ(macs_of(vit, {".out_proj"}), 1'394'343'936);
  EXPECT_EQ(macs_of(vit, {".mlp.0", ".mlp.3"}), 11'154'751'488);
  EXPECT_EQ(macs_of(vit, LayerKind::Matmul), 12LL * 12 * 2 * 197 * 197 * 64);  // layers, heads, two products
  EXPECT_EQ(row(vit, "conv_proj").macs(), 115'605'504);
  EXPECT_EQ(row(vit, "encoder.position").parameters, 768 + 197 * 768);
  EXPECT_EQ(deit.macs(), 4'598'882'304);
  EXPECT_EQ(deit.parameters(), 22'050'664);
  EXPECT_EQ(macs_of(deit, LayerKind::Matmul), 357'663'744);
  EXPECT_EQ(macs_of(deit, {".attn.qkv"}), 1'045'757'952);

  const Layer& scores = row(vit, "encoder.layers.encoder_layer_0.self_attention.scores");
  EXPECT_EQ(scores.input_elements(), 2 * 197 * 768);  // queries and keys, two thirds of in_proj's output
  EXPECT_EQ(scores.output_elements(), 12 * 197 * 197);
  const Layer& softmax = row(vit, "encoder.layers.encoder_layer_0.self_attention.softmax");
  EXPECT_EQ(softmax.operations, 5 * 12 * 197 * 197);
}

TEST(Networks, BertBase) {
  const Network network = load_network("bert-base");
  // A layer's linears: (4·768² + 2·768·3072)·128; its attention: 2·12·128²·64.
  EXPECT_EQ(macs_of(network, LayerKind::Linear), 12LL * (4 * 768 * 768 + 2 * 768 * 3072) * 128);
  EXPECT_EQ(macs_of(network, LayerKind::Matmul), 12LL * 2 * 12 * 128 * 128 * 64);
  EXPECT_EQ(network.macs(), 11'173'625'856);
  EXPECT_EQ(network.parameters(), 109'482'240);
  EXPECT_EQ(row(network, "embeddings").parameters, (30'522 + 512 + 2) * 768);
  EXPECT_EQ(row(network, "pooler.dense").parameters, 768 * 768 + 768);
  EXPECT_EQ(row(network, "pooler.dense").operations, 0);
}

TEST(Networks, EveryRowIsConsistent) {
  for (const std::string& name : library_networks()) {
    const Network network = load_network(name);
    EXPECT_EQ(network.name, name);
    EXPECT_FALSE(network.source.empty());
    std::map<std::string, int> readers;
    for (const Layer& layer : network.layers) {
      EXPECT_FALSE(layer.inputs.empty()) << layer.name;
      for (const std::string& input : layer.inputs) ++readers[input];
      EXPECT_EQ(layer.kind == LayerKind::Elementwise, !layer.operation.empty()) << layer.name;
      EXPECT_EQ(layer.kind == LayerKind::Convolution || layer.kind == LayerKind::Linear, !layer.weights_name.empty()) << layer.name;
    }
    // No output but the last of the network goes nowhere.
    const std::size_t last = network.layers.back().operation == "held" ? network.layers.size() - 2 : network.layers.size() - 1;
    for (std::size_t i = 0; i < last; ++i) EXPECT_GT(readers[network.layers[i].name], 0) << name << ": " << network.layers[i].name;
  }
}

TEST(Dataflow, FindsWhereZerosComeFrom) {
  const Network resnet = load_network("resnet50"), mobilenet = load_network("mobilenetv2"), vit = load_network("vit-b-16"),
                resnet20 = load_network("resnet20");
  EXPECT_FALSE(reads_activation_function(resnet, row(resnet, "conv1")));          // the image
  EXPECT_TRUE(reads_activation_function(resnet, row(resnet, "layer1.0.conv1")));  // through the max-pool
  EXPECT_TRUE(reads_activation_function(resnet, row(resnet, "layer1.0.conv2")));
  EXPECT_TRUE(reads_activation_function(resnet, row(resnet, "layer2.0.downsample.0")));
  EXPECT_FALSE(reads_activation_function(resnet, row(resnet, "layer1.0.add")));  // its inputs are convolutions
  EXPECT_FALSE(reads_activation_function(resnet, row(resnet, "fc")));            // behind an average
  EXPECT_TRUE(reads_activation_function(resnet20, row(resnet20, "layer2.0.shortcut")));
  // A linear bottleneck: expanding convolutions read no activation function, depthwise and projecting ones do.
  EXPECT_FALSE(reads_activation_function(mobilenet, row(mobilenet, "features.2.conv.0.0")));
  EXPECT_FALSE(reads_activation_function(mobilenet, row(mobilenet, "features.4.conv.0.0")));
  EXPECT_TRUE(reads_activation_function(mobilenet, row(mobilenet, "features.2.conv.1.0")));
  EXPECT_TRUE(reads_activation_function(mobilenet, row(mobilenet, "features.2.conv.2")));
  const std::string block = "encoder.layers.encoder_layer_3.";
  EXPECT_TRUE(reads_smooth_function(vit, row(vit, block + "mlp.3")));
  EXPECT_FALSE(reads_activation_function(vit, row(vit, block + "mlp.3")));
  EXPECT_FALSE(reads_smooth_function(vit, row(vit, block + "mlp.0")));
  EXPECT_FALSE(reads_smooth_function(vit, row(vit, block + "self_attention.context")));
  EXPECT_TRUE(reads_softmax(vit, row(vit, block + "self_attention.context")));
  EXPECT_FALSE(reads_softmax(vit, row(vit, block + "self_attention.scores")));
}

TEST(Layers, Convolution) {
  Layer layer;
  layer.in_channels = 8;
  layer.out_channels = 12;
  layer.groups = 4;
  layer.in_height = 9;
  layer.in_width = 7;
  layer.kernel_height = 3;
  layer.kernel_width = 1;
  layer.stride = 2;
  layer.pad_height = 1;
  EXPECT_EQ(layer.out_height(), 5);  // (9 + 2 - 3)/2 + 1
  EXPECT_EQ(layer.out_width(), 4);   // (7 - 1)/2 + 1
  EXPECT_EQ(layer.macs(), 12 * 2 * 3 * 5 * 4);
  EXPECT_EQ(layer.input_elements(), 8 * 63);
  EXPECT_EQ(layer.output_elements(), 12 * 20);
  EXPECT_FALSE(layer.depthwise());
  layer.groups = 8;
  EXPECT_TRUE(layer.depthwise());
}

// torch's rule, by hand: 6 pixels, windows of 3 every 2 start at 0, 2 and, with ceil, at 4; with 1 of padding at -1, 1, 3 and 5. A last window that
// would start in the padding behind is none.
TEST(Layers, WindowsThatStickOut) {
  Layer pool;
  pool.kernel_height = pool.kernel_width = 3;
  pool.stride = 2;
  pool.in_height = 6;
  pool.in_width = 7;
  EXPECT_EQ(pool.out_height(), 2);
  EXPECT_EQ(pool.out_width(), 3);
  pool.ceil = true;
  EXPECT_EQ(pool.out_height(), 3);
  EXPECT_EQ(pool.out_width(), 3);
  pool.pad_height = pool.pad_width = 1;
  EXPECT_EQ(pool.out_height(), 4);
  EXPECT_EQ(pool.out_width(), 4);
  pool.kernel_height = pool.kernel_width = 2;  // from -1: 0 1, 2 3, 4 5 and one that would start at 7, behind the 6 pixels
  pool.stride = 3;
  pool.in_height = 5;  // -1, 2; 5 lies in the padding
  EXPECT_EQ(pool.out_height(), 2);
  pool.in_height = 6;  // -1, 2, 5
  EXPECT_EQ(pool.out_height(), 3);
}

TEST(Layers, LinearAndMatmul) {
  Layer layer;
  layer.kind = LayerKind::Linear;
  layer.in_channels = 10;
  layer.out_channels = 6;
  layer.tokens = 4;
  EXPECT_EQ(layer.macs(), 240);
  EXPECT_EQ(layer.input_elements(), 40);
  EXPECT_EQ(layer.output_elements(), 24);
  layer.kind = LayerKind::Matmul;
  layer.groups = 3;
  EXPECT_EQ(layer.macs(), 720);
  EXPECT_EQ(layer.input_elements(), 3 * (6 * 10 + 4 * 10));
  EXPECT_EQ(layer.output_elements(), 72);
}

}  // namespace
}  // namespace skeptic
