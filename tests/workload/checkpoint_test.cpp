#include "workload/checkpoint.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "workload/network_file.h"
#include "workload/safetensors_index.h"
#include "workload/vit_family.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

std::int64_t elements(const TensorShapes& tensors) {
  std::int64_t sum = 0;
  for (const auto& [name, shape] : tensors) {
    std::int64_t product = 1;
    for (const std::int64_t size : shape) product *= size;
    sum += product;
  }
  return sum;
}

std::string problems(const Network& network, const TensorShapes& tensors) { return format(checkpoint_problems(network, tensors, "w.safetensors")); }

TensorShapes renamed(const TensorShapes& tensors, const std::string& prefix) {
  TensorShapes result;
  for (const auto& [name, shape] : tensors) result[prefix + name] = shape;
  return result;
}

const std::string kNetwork =
    "name: n\ntitle: t\nsource: s\nactivation: relu\ninput: [2, 4, 4]\nlayers:\n"
    "  - {name: conv, kind: convolution, inputs: [input], in: 2, out: 4, image: 4, kernel: [3, 1], pad: [1, 0], groups: 2, batch-norm: bn, weights: "
    "conv.weight}\n"
    "  - {name: tokens, kind: position, inputs: [conv], elements-in: 64, elements-out: 68, parameters: 72, tensors: [cls, pos]}\n"
    "  - {name: norm, kind: layer-norm, inputs: [tokens], elements: 68, parameters: 8}\n"
    "  - {name: fc, kind: linear, inputs: [norm], in: 4, out: 3, tokens: 17, bias: true, weights: fc.weight}\n"
    "  - {name: pooler, kind: held, inputs: [fc], parameters: 20}\n";

TEST(Checkpoint, ExpectsTorchsLayouts) {
  EXPECT_THAT(expected_tensors(parse_network(kNetwork, "n.yaml")),
              ElementsAre(Pair("bn.bias", ElementsAre(4)), Pair("bn.running_mean", ElementsAre(4)), Pair("bn.running_var", ElementsAre(4)),
                          Pair("bn.weight", ElementsAre(4)), Pair("cls", ElementsAre(1, 1, 4)), Pair("conv.weight", ElementsAre(4, 1, 3, 1)),
                          Pair("fc.bias", ElementsAre(3)), Pair("fc.weight", ElementsAre(3, 4)), Pair("norm.bias", ElementsAre(4)),
                          Pair("norm.weight", ElementsAre(4)), Pair("pos", ElementsAre(1, 17, 4))));
  const TensorShapes bert = expected_tensors(load_network("bert-base"));
  EXPECT_THAT(bert.at("embeddings.word_embeddings.weight"), ElementsAre(30'522, 768));
  EXPECT_THAT(bert.at("embeddings.position_embeddings.weight"), ElementsAre(512, 768));
  EXPECT_THAT(bert.at("embeddings.token_type_embeddings.weight"), ElementsAre(2, 768));
}

// Running means and variances are no parameters: one of each for every batch-normalised channel. The held pooler of BERT has no tensors here.
TEST(Checkpoint, HoldsTheParametersOfEveryNetwork) {
  for (const std::string& name : library_networks()) {
    const Network network = load_network(name);
    std::int64_t statistics = 0, held = 0;
    for (const Layer& layer : network.layers) {
      statistics += layer.kind == LayerKind::Convolution && !layer.norm_name.empty() ? 2 * layer.out_channels : 0;
      held += layer.operation == "held" ? layer.parameters : 0;
    }
    EXPECT_EQ(elements(expected_tensors(network)), network.parameters() + statistics - held) << name;
  }
}

TEST(Checkpoint, PrefixesOfAllNames) {
  EXPECT_EQ(common_prefix({"module.a", "module.b"}), "module.");
  EXPECT_EQ(common_prefix({"module.a", "b"}), "");
  EXPECT_EQ(common_prefix({"module.model.a", "module.model.b"}), "module.model.");
  EXPECT_EQ(common_prefix({"bert.a", "bert.pooler.dense.weight", "cls.predictions.bias"}), "bert.");
  EXPECT_EQ(common_prefix({"module.bert.a", "module.cls.predictions.bias", "module.classifier.weight"}), "module.bert.");
  EXPECT_EQ(common_prefix({"cls.predictions.bias"}), "");
  EXPECT_EQ(common_prefix({"encoder.a", "encoder.b"}), "");  // part of the names
  EXPECT_EQ(common_prefix({}), "");
}

TEST(Checkpoint, MayHaveAPrefixCountersAndOtherHeads) {
  const Network resnet = load_network("resnet20"), bert = load_network("bert-base");
  TensorShapes tensors = expected_tensors(resnet);
  tensors["bn1.num_batches_tracked"] = {};
  for (const char* prefix : {"", "module.", "module.model."}) EXPECT_EQ(problems(resnet, renamed(tensors, prefix)), "") << prefix;
  // As bert-base-uncased: a model inside one with heads, norms under their old names, the held pooler, position numbers.
  tensors.clear();
  for (const auto& [now, shape] : expected_tensors(bert)) {
    std::string name = now;
    if (const auto place = name.find("LayerNorm.weight"); place != std::string::npos) name.replace(place, 16, "LayerNorm.gamma");
    if (const auto place = name.find("LayerNorm.bias"); place != std::string::npos) name.replace(place, 14, "LayerNorm.beta");
    tensors["bert." + name] = shape;
  }
  tensors["bert.pooler.dense.weight"] = {768, 768};
  tensors["bert.embeddings.position_ids"] = {1, 512};
  tensors["cls.predictions.bias"] = {30'522};
  tensors["classifier.weight"] = {2, 768};
  EXPECT_EQ(problems(bert, tensors), "");
  // A classifier is no foreign head of a network that classifies images.
  tensors = expected_tensors(resnet);
  tensors["classifier.weight"] = {2, 768};
  EXPECT_EQ(problems(resnet, tensors),
            "w.safetensors: error: tensor \"classifier.weight\" of shape [2, 768] is none of the network's [tensor-extra]\n");
}

TEST(Checkpoint, NamesOfTheFile) {
  const auto names = [](const Network& network, const TensorShapes& tensors) {
    std::vector<std::string> result;
    for (const auto& [name, shape] : tensors) result.push_back(name);
    return checkpoint_names(network, result);
  };
  const Network n = parse_network(kNetwork, "n.yaml");
  EXPECT_THAT(names(n, {{"module.fc.weight", {}}, {"module.other", {}}}), ElementsAre(Pair("fc.weight", "module.fc.weight")));
  const Network vit = load_network("vit-b-16");
  EXPECT_THAT(names(vit, {{"encoder.layers.encoder_layer_0.mlp.linear_1.weight", {}}, {"encoder.layers.encoder_layer_0.mlp.linear_2.bias", {}}}),
              ElementsAre(Pair("encoder.layers.encoder_layer_0.mlp.0.weight", "encoder.layers.encoder_layer_0.mlp.linear_1.weight"),
                          Pair("encoder.layers.encoder_layer_0.mlp.3.bias", "encoder.layers.encoder_layer_0.mlp.linear_2.bias")));
  // Hugging Face's `vit.` is part of the table's names, whether all of the file's have it or not.
  const Network face = load_network("vit:image=8,patch=4,width=24,depth=1,names=huggingface");
  const TensorShapes tensors = expected_tensors(face);
  for (const char* prefix : {"", "module."}) EXPECT_EQ(names(face, renamed(tensors, prefix)).size(), tensors.size()) << prefix;
  EXPECT_THAT(names(face, {{"module.vit.layernorm.bias", {}}}), ElementsAre(Pair("vit.layernorm.bias", "module.vit.layernorm.bias")));
}

TEST(CheckpointErrors, EverythingAtOnceByName) {
  const Network network = load_network("resnet20");
  TensorShapes tensors = renamed(expected_tensors(network), "module.");
  tensors.erase("module.bn1.bias");
  tensors.erase("module.layer1.0.conv1.weight");
  tensors["module.layer1.0.con1.weight"] = {16, 16, 3, 3};
  tensors["module.linear.weight"] = {100, 64};
  tensors["module.linear.bias"] = {};
  tensors["module.momentum"] = {16};
  EXPECT_EQ(problems(network, tensors),
            "w.safetensors: error: there is no tensor \"bn1.bias\" [tensor-missing]\n"
            "  expected: a tensor of shape [16]\n"
            "w.safetensors: error: there is no tensor \"layer1.0.conv1.weight\" [tensor-missing]\n"
            "  expected: a tensor of shape [16, 16, 3, 3]\n"
            "  did you mean \"module.layer1.0.con1.weight\"?\n"
            "w.safetensors: error: tensor \"module.linear.bias\" has the shape [] [layer-tensor-shape]\n"
            "  expected: a tensor of shape [10]\n"
            "w.safetensors: error: tensor \"module.linear.weight\" has the shape [100, 64] [layer-tensor-shape]\n"
            "  expected: a tensor of shape [10, 64]\n"
            "w.safetensors: error: tensor \"module.layer1.0.con1.weight\" of shape [16, 16, 3, 3] is none of the network's [tensor-extra]\n"
            "  did you mean \"layer1.0.conv1.weight\"?\n"
            "w.safetensors: error: tensor \"module.momentum\" of shape [16] is none of the network's [tensor-extra]\n");
}

TEST(CheckpointErrors, AnotherNetworksCheckpoint) {
  const Network network = load_network("squeezenet1.1");
  const std::string text = problems(network, expected_tensors(load_network("resnet32")));
  const std::string start =
      "w.safetensors: error: looks like a checkpoint of another network: it has 0 of the 52 tensors of \"squeezenet1.1\", and 157 others "
      "[checkpoint-network]\n"
      "  did you mean \"resnet32\"? The file has 157 of its 157 tensors\n"
      "w.safetensors: error: there is no tensor \"classifier.1.bias\" [tensor-missing]\n"
      "  expected: a tensor of shape [1000]\n";
  EXPECT_EQ(text.substr(0, start.size()), start);
  EXPECT_THAT(text, ::testing::HasSubstr("w.safetensors: error: 42 more tensors are missing [tensor-missing]\n"));
  EXPECT_THAT(text, ::testing::EndsWith("w.safetensors: error: 147 more tensors are none of the network's [tensor-extra]\n"));
}

// All of ResNet-20's tensors are in ResNet-32's checkpoint, with others between them; a deeper network's file is said to be one.
TEST(CheckpointErrors, ADeeperNetworksCheckpoint) {
  const std::string text = problems(load_network("resnet20"), expected_tensors(load_network("resnet32")));
  const std::string start =
      "w.safetensors: error: looks like a checkpoint of another network: it has 97 of the 97 tensors of \"resnet20\", and 60 others "
      "[checkpoint-network]\n"
      "  did you mean \"resnet32\"? The file has 157 of its 157 tensors\n"
      "w.safetensors: error: tensor \"layer1.3.bn1.bias\" of shape [16] is none of the network's [tensor-extra]\n";
  EXPECT_EQ(text.substr(0, start.size()), start);
}

TEST(CheckpointErrors, AVisionTransformersCheckpoint) {
  const Network network = load_network("resnet20");
  const std::string vit = "vit:image=8,patch=4,width=24,depth=1,mlp=96,classes=1000,names=timm";
  const std::string text = problems(network, expected_tensors(load_network(vit)));
  EXPECT_THAT(text, ::testing::HasSubstr("  did you mean \"" + vit + "\"? The file has 20 of its 20 tensors\n"));
}

TEST(CheckpointErrors, NothingKnown) {
  const std::string text = problems(load_network("resnet20"), {{"weights", {3}}});
  const std::string start =
      "w.safetensors: error: looks like a checkpoint of another network: it has 0 of the 97 tensors of \"resnet20\", and 1 others "
      "[checkpoint-network]\n"
      "w.safetensors: error: there is no tensor \"bn1.bias\" [tensor-missing]\n";
  EXPECT_EQ(text.substr(0, start.size()), start);
}

/// Names and shapes of a file of ../shared, or nothing where that is not there.
TensorShapes shapes_of(const std::string& name) {
  const std::string file = std::string(SKEPTIC_SOURCE) + "/../shared/data/weights/" + name + ".safetensors";
  if (!std::filesystem::exists(file)) return {};
  const std::string bytes = read_file(file);
  const std::uint64_t length = safetensors_header_length(bytes, bytes.size(), file), start = kSafetensorsLengthBytes + length;
  TensorShapes shapes;
  for (const IndexedTensor& tensor :
       parse_safetensors_index(std::string_view(bytes).substr(kSafetensorsLengthBytes, length), bytes.size() - start, file).tensors)
    shapes[tensor.name] = tensor.shape;
  return shapes;
}

TEST(Checkpoint, RealOnesLoadUnchanged) {
  const std::map<std::string, std::string> networks{
      {"resnet20_cifar10", "resnet20"},
      {"resnet20_cifar10_pruned_2to4", "resnet20"},
      {"resnet32_cifar10", "resnet32"},
      {"squeezenet_v1.0_deepcompression_imagenet", "squeezenet1.0-caffe"},
      {"vit_d128_l6_cifar10", "vit:heads=8,activation=relu,norm=post,preprocess=cifar10"},
  };
  for (const auto& [file, name] : networks) {
    const TensorShapes tensors = shapes_of(file);
    if (tensors.empty()) GTEST_SKIP() << "no ../shared/data/weights";
    EXPECT_EQ(problems(load_network(complete_vit_name(name, tensors)), tensors), "") << file;
  }
  EXPECT_EQ(complete_vit_name("vit", shapes_of("vit_d128_l6_cifar10")), "vit:image=32,patch=4,width=128,depth=6,mlp=256,classes=10,names=torch");
}

}  // namespace
}  // namespace skeptic
