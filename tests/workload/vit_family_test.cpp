#include "workload/vit_family.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>

#include "workload/checkpoint.h"
#include "workload/layer.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

using ::testing::ElementsAre;

const std::string kSmall = "vit:image=32,patch=4,width=128,depth=6,heads=8,mlp=256,classes=10,activation=relu,norm=post,names=torch";

const Layer& row(const Network& network, const std::string& name) {
  const Layer* layer = network.find(name);
  if (layer == nullptr) throw std::out_of_range(name);
  return *layer;
}

std::string rows_of(const Network& network) { return network.text.substr(network.text.find("layers:\n")); }

// The two tables of the library were written before the family was: row by row the same text.
TEST(VitFamily, IsTheLibrarysTables) {
  const Network deit = load_network("vit:image=224,patch=16,width=384,depth=12"),
                vit = load_network("vit:image=224,patch=16,width=768,depth=12,names=torchvision");
  EXPECT_EQ(rows_of(deit), rows_of(load_network("deit-s")));
  EXPECT_EQ(rows_of(vit), rows_of(load_network("vit-b-16")));
  EXPECT_EQ(deit.parameters(), 22'050'664);
  EXPECT_EQ(deit.macs(), 4'598'882'304);
  EXPECT_EQ(vit.parameters(), 86'567'656);
  EXPECT_EQ(vit.macs(), 17'563'828'224);
  EXPECT_EQ(deit.preprocessing, load_network("deit-s").preprocessing);
  EXPECT_EQ(deit.preprocessing.resize, 256);
}

// With T tokens, width D, MLP F, depth L, patches of p: parameters L·(4·D² + 4·D + 2·D·F + F + D + 4·D) and the ends; multiplications per layer
// T·(4·D² + 2·D·F) + 2·T²·D.
TEST(VitFamily, AddsUpToTheClosedForm) {
  const Network network = load_network(kSmall);
  const std::int64_t tokens = 65, width = 128, mlp = 256, layer = 4 * width * width + 4 * width + 2 * width * mlp + mlp + width + 4 * width;
  EXPECT_EQ(network.parameters(), 6 * layer + width * (3 * 16 + 1) + width + tokens * width + 2 * width + 10 * (width + 1));
  EXPECT_EQ(network.macs(), 6 * (tokens * (4 * width * width + 2 * width * mlp) + 2 * tokens * tokens * width) + 64 * width * 48 + 10 * width);
  EXPECT_EQ(network.name, kSmall);
  EXPECT_EQ(network.activation, "relu");
  EXPECT_THAT(network.input, ElementsAre(3, 32, 32));
  EXPECT_EQ(network.preprocessing.resize, 0);  // an image of 32 pixels is taken as it is
  EXPECT_EQ(network.output()->name, "mlp_head.1");
}

TEST(VitFamily, NormsStandBeforeOrBehind) {
  const Network post = load_network(kSmall), pre = load_network("vit:image=32,patch=4,width=128,depth=2,heads=8");
  const std::string torch = "transformer.layers.1.";
  EXPECT_THAT(row(post, torch + "self_attn.in_proj").inputs, ElementsAre("transformer.layers.0.norm2"));
  EXPECT_THAT(row(post, torch + "add1").inputs, ElementsAre(torch + "self_attn.out_proj", "transformer.layers.0.norm2"));
  EXPECT_THAT(row(post, torch + "norm1").inputs, ElementsAre(torch + "add1"));
  EXPECT_THAT(row(post, torch + "linear1").inputs, ElementsAre(torch + "norm1"));
  EXPECT_THAT(row(post, torch + "add2").inputs, ElementsAre(torch + "linear2", torch + "norm1"));
  EXPECT_EQ(row(post, torch + "norm1").epsilon, 1e-5);
  EXPECT_EQ(row(post, torch + "self_attn.in_proj").bias_name, torch + "self_attn.in_proj_bias");
  EXPECT_THAT(row(pre, "blocks.1.attn.qkv").inputs, ElementsAre("blocks.1.norm1"));
  EXPECT_THAT(row(pre, "blocks.1.add1").inputs, ElementsAre("blocks.1.attn.proj", "blocks.0.add2"));
  EXPECT_THAT(row(pre, "blocks.1.add2").inputs, ElementsAre("blocks.1.mlp.fc2", "blocks.1.add1"));
  EXPECT_EQ(row(pre, "blocks.1.norm1").epsilon, 1e-6);
}

TEST(VitFamily, HuggingFaceHasThreeProjections) {
  const Network network = load_network("vit:image=224,patch=16,width=768,depth=12,names=huggingface"), other = load_network("vit-b-16");
  EXPECT_EQ(network.parameters(), other.parameters());
  EXPECT_EQ(network.macs(), other.macs());
  const std::string block = "vit.encoder.layer.3.attention.attention.";
  EXPECT_THAT(row(network, block + "scores").inputs, ElementsAre(block + "query", block + "key"));
  EXPECT_THAT(row(network, block + "context").inputs, ElementsAre(block + "softmax", block + "value"));
  EXPECT_EQ(row(network, "classifier").weights_name, "classifier.weight");
}

TEST(VitFamily, AbsentKeysHaveValues) {
  const Network network = load_network("vit:image=8,patch=4,width=24,depth=1,channels=1,classes=3");
  EXPECT_EQ(row(network, "blocks.0.attn.scores").groups, 1);  // 24/64, at least 1
  EXPECT_EQ(row(network, "blocks.0.mlp.fc1").out_channels, 96);
  EXPECT_EQ(row(network, "blocks.0.mlp.act").operation, "gelu");
  EXPECT_THAT(network.preprocessing.mean, ElementsAre(0));
  const Network cifar = load_network("vit:image=8,patch=4,width=24,depth=1,preprocess=cifar10");
  EXPECT_THAT(cifar.preprocessing.mean, ElementsAre(0.4914, 0.4822, 0.4465));
  EXPECT_THAT(cifar.preprocessing.deviation, ElementsAre(0.2023, 0.1994, 0.201));
}

TEST(VitFamilyErrors, EverythingAtOnce) {
  EXPECT_EQ(user_error([] { load_network("vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3"); }),
            "error: a vision transformer has no key \"pach\" [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "               ^\n"
            "  expected: image, patch, channels, width, depth, heads, mlp, classes, activation, norm, names, preprocess\n"
            "  did you mean \"patch\"?\n"
            "error: \"width\" is not a size [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                            ^\n"
            "  expected: a whole number from 1 to 1000000\n"
            "error: \"depth\" is not a size [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                                      ^\n"
            "  expected: a whole number from 1 to 512\n"
            "error: \"norm\" cannot be \"between\" [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                                               ^\n"
            "  expected: pre, post\n"
            "error: \"names\" cannot be \"tim\" [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                                                             ^\n"
            "  expected: timm, torchvision, torch, huggingface\n"
            "  did you mean \"timm\"?\n"
            "error: \"heads\" has no value [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                                                                 ^\n"
            "  expected: heads=…\n"
            "error: the key \"image\" is here twice [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "                                                                       ^\n"
            "  expected: each key once\n"
            "error: the name of a vision transformer lacks patch [network-family]\n"
            "  vit:image=32,pach=4,width=12x,depth=600,norm=between,names=tim,heads,image=3\n"
            "  ^\n"
            "  expected: as vit:image=224,patch=16,width=384,depth=12, or a checkpoint whose shapes show them\n");
  EXPECT_EQ(user_error([] { load_network("vit"); }),
            "error: the name of a vision transformer lacks image, patch, width, depth [network-family]\n"
            "  vit\n"
            "  ^\n"
            "  expected: as vit:image=224,patch=16,width=384,depth=12, or a checkpoint whose shapes show them\n");
}

TEST(VitFamilyErrors, SizesThatDoNotFit) {
  EXPECT_EQ(user_error([] { load_network("vit:image=30,patch=4,width=100,depth=1,heads=3,channels=1,preprocess=cifar10"); }),
            "error: \"cifar10\" is for three channels, not 1 [network-family]\n"
            "  vit:image=30,patch=4,width=100,depth=1,heads=3,channels=1,preprocess=cifar10\n"
            "  ^\n"
            "  expected: no preprocess key\n"
            "error: patches of 4 do not tile an image of 30 [network-family]\n"
            "  vit:image=30,patch=4,width=100,depth=1,heads=3,channels=1,preprocess=cifar10\n"
            "  ^\n"
            "  expected: an image of whole patches\n"
            "error: 3 heads do not divide a width of 100 [network-family]\n"
            "  vit:image=30,patch=4,width=100,depth=1,heads=3,channels=1,preprocess=cifar10\n"
            "  ^\n"
            "  expected: heads=…, a divisor of the width\n");
  EXPECT_EQ(user_error([] { load_network("vit:image=65536,patch=1,width=1000000,depth=512,heads=1"); }),
            "error: rows of 4294967297 tokens are more than a table can hold [network-family]\n"
            "  vit:image=65536,patch=1,width=1000000,depth=512,heads=1\n"
            "  ^\n"
            "  expected: at most 1000000000 elements a row\n");
}

TEST(VitFamilyErrors, DamagedNamesAreReadOrRefused) {
  const bool holds = rc::check("a damaged name gives a network or a UserError", [] {
    std::string name = "vit:image=8,patch=4,width=24,depth=2,heads=3,mlp=5,classes=7,activation=relu,norm=pre,names=torch";
    const int changes = *rc::gen::inRange(0, 4);
    for (int i = 0; i < changes; ++i)
      name[*rc::gen::inRange<std::size_t>(4, name.size())] = *rc::gen::elementOf(std::string("0123456789,=:\"' \nadehpt"));
    try {
      RC_ASSERT(load_network(name).name == name);
    } catch (const UserError& error) {
      for (const Diagnostic& problem : error.diagnostics()) RC_ASSERT(problem.id == DiagnosticId::NetworkFamily);
    }
  });
  EXPECT_TRUE(holds);
}

TensorShapes with_prefix(const TensorShapes& shapes, const std::string& prefix) {
  TensorShapes result;
  for (const auto& [name, shape] : shapes) result[prefix + name] = shape;
  return result;
}

// A network's own tensors show its sizes; heads, activation function and norm have to be said.
TEST(VitFamily, IsCompletedFromShapes) {
  const std::string rest = ",heads=8,activation=relu";
  for (const std::string names : {"timm", "torchvision", "torch", "huggingface"}) {
    const std::string sizes = "image=36,patch=6,width=48,depth=3,mlp=80,classes=7,names=" + names;
    const TensorShapes shapes = expected_tensors(load_network("vit:" + sizes + rest));
    EXPECT_EQ(complete_vit_name("vit", shapes), "vit:" + sizes);
    EXPECT_EQ(complete_vit_name("vit:", shapes), "vit:" + sizes);
    EXPECT_EQ(complete_vit_name("vit:heads=8", with_prefix(shapes, "module.")), "vit:heads=8," + sizes);
    EXPECT_EQ(complete_vit_name("vit:names=" + names + ",depth=2,image=36", shapes),
              "vit:names=" + names + ",depth=2,image=36,patch=6,width=48,mlp=80,classes=7");
  }
  const TensorShapes grey = expected_tensors(load_network("vit:image=8,patch=4,width=24,depth=1,channels=1,classes=3"));
  EXPECT_EQ(complete_vit_name("vit", grey), "vit:image=8,patch=4,channels=1,width=24,depth=1,mlp=96,classes=3,names=timm");
}

TEST(VitFamily, OtherNamesAndOtherShapesChangeNothing) {
  const TensorShapes vit = expected_tensors(load_network("deit-s")), resnet = expected_tensors(load_network("resnet20"));
  EXPECT_EQ(complete_vit_name("deit-s", vit), "deit-s");
  EXPECT_EQ(complete_vit_name("vit-b-16", vit), "vit-b-16");
  EXPECT_EQ(complete_vit_name("vit:depth=3", resnet), "vit:depth=3");
  EXPECT_EQ(complete_vit_name("vit:names=torch", vit), "vit:names=torch");
  EXPECT_EQ(complete_vit_name("vit", {}), "vit");
  // What is misshapen shows nothing.
  TensorShapes damaged = vit;
  damaged["pos_embed"] = {1, 200, 384};
  damaged["head.weight"] = {1000};
  damaged["patch_embed.proj.weight"] = {384, 3, 16, 0};
  EXPECT_EQ(complete_vit_name("vit", damaged), "vit:width=384,depth=12,mlp=1536,names=timm");
}

}  // namespace
}  // namespace skeptic
