// How the checkpoints of vision transformers name their tensors: one row a library.
#pragma once

#include <array>
#include <string_view>

namespace skeptic {

/// Names of the rows of a network's table; the tensors are these with .weight and .bias, unless said otherwise. Those of a block stand behind its
/// prefix.
struct VitNames {
  std::string_view name;    ///< as the key `names` says it
  std::string_view source;  ///< whose checkpoints
  std::string_view epsilon;
  std::string_view norm;      ///< where the key is absent: pre or post
  std::string_view function;  ///< likewise the activation function: gelu or relu
  std::string_view patches, position, class_token, positions;
  std::string_view block;  ///< before a block's number, behind which comes a dot
  std::string_view norm1, attention;
  std::string_view packed = {}, packed_weights = {};  ///< queries, keys and values by one linear layer; empty: by three
  std::string_view queries = {}, keys = {}, values = {};
  std::string_view projection, add1, norm2, linear1, activation, linear2, add2;
  std::string_view last_norm, head;
};

inline constexpr std::array kVitNames{
    VitNames{.name = "timm",
             .source = "timm's checkpoints",
             .epsilon = "1e-6",
             .norm = "pre",
             .function = "gelu",
             .patches = "patch_embed.proj",
             .position = "position",
             .class_token = "cls_token",
             .positions = "pos_embed",
             .block = "blocks.",
             .norm1 = "norm1",
             .attention = "attn",
             .packed = "attn.qkv",
             .packed_weights = "attn.qkv.weight",
             .projection = "attn.proj",
             .add1 = "add1",
             .norm2 = "norm2",
             .linear1 = "mlp.fc1",
             .activation = "mlp.act",
             .linear2 = "mlp.fc2",
             .add2 = "add2",
             .last_norm = "norm",
             .head = "head"},
    VitNames{.name = "torchvision",
             .source = "torchvision's checkpoints",
             .epsilon = "1e-6",
             .norm = "pre",
             .function = "gelu",
             .patches = "conv_proj",
             .position = "encoder.position",
             .class_token = "class_token",
             .positions = "encoder.pos_embedding",
             .block = "encoder.layers.encoder_layer_",
             .norm1 = "ln_1",
             .attention = "self_attention",
             .packed = "self_attention.in_proj",
             .packed_weights = "self_attention.in_proj_weight",
             .projection = "self_attention.out_proj",
             .add1 = "add_1",
             .norm2 = "ln_2",
             .linear1 = "mlp.0",
             .activation = "mlp.1",
             .linear2 = "mlp.3",
             .add2 = "add_2",
             .last_norm = "encoder.ln",
             .head = "heads.head"},
    VitNames{.name = "torch",
             .source = "torch.nn.TransformerEncoderLayer, with patches, tokens and head around it",
             .epsilon = "1e-5",
             .norm = "post",
             .function = "relu",
             .patches = "patch_embed.proj",
             .position = "position",
             .class_token = "cls_token",
             .positions = "pos_embed",
             .block = "transformer.layers.",
             .norm1 = "norm1",
             .attention = "self_attn",
             .packed = "self_attn.in_proj",
             .packed_weights = "self_attn.in_proj_weight",
             .projection = "self_attn.out_proj",
             .add1 = "add1",
             .norm2 = "norm2",
             .linear1 = "linear1",
             .activation = "activation",
             .linear2 = "linear2",
             .add2 = "add2",
             .last_norm = "mlp_head.0",
             .head = "mlp_head.1"},
    VitNames{.name = "huggingface",
             .source = "Hugging Face's ViTForImageClassification",
             .epsilon = "1e-12",
             .norm = "pre",
             .function = "gelu",
             .patches = "vit.embeddings.patch_embeddings.projection",
             .position = "vit.embeddings",
             .class_token = "vit.embeddings.cls_token",
             .positions = "vit.embeddings.position_embeddings",
             .block = "vit.encoder.layer.",
             .norm1 = "layernorm_before",
             .attention = "attention.attention",
             .queries = "attention.attention.query",
             .keys = "attention.attention.key",
             .values = "attention.attention.value",
             .projection = "attention.output.dense",
             .add1 = "attention.output.add",
             .norm2 = "layernorm_after",
             .linear1 = "intermediate.dense",
             .activation = "intermediate.act",
             .linear2 = "output.dense",
             .add2 = "output.add",
             .last_norm = "vit.layernorm",
             .head = "classifier"},
};

}  // namespace skeptic
