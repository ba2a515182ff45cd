// Names that papers write: designs and methods, families of networks, data sets.
#pragma once

#include <array>
#include <string_view>

namespace skeptic::papers {

struct DesignName {
  std::string_view printed, id;  ///< without an id: not in the library
};

// clang-format off
/// How papers write designs and methods. A name in capitals alone is found in capitals alone; others in any case.
inline constexpr std::array kDesigns{
    DesignName{"NVIDIA A100", "nvidia-a100"}, DesignName{"A100", "nvidia-a100"}, DesignName{"NVIDIA H100", "nvidia-h100"},
    DesignName{"H100", "nvidia-h100"}, DesignName{"Hopper", "nvidia-h100"}, DesignName{"NVIDIA Ampere", "ampere-2to4"},
    DesignName{"NVIDIA's Ampere", "ampere-2to4"}, DesignName{"Ampere", "ampere-2to4"}, DesignName{"sparse tensor cores", "ampere-2to4"},
    DesignName{"sparse tensor core", "ampere-2to4"}, DesignName{"S2TA-AW", "s2ta"}, DesignName{"S2TA-W", "s2ta"}, DesignName{"S2TA", "s2ta"},
    DesignName{"SCNN", "scnn"}, DesignName{"SparTen", "sparten"}, DesignName{"Eyeriss v2", "eyeriss-v2"}, DesignName{"Eyeriss-v2", "eyeriss-v2"},
    DesignName{"Eyerissv2", "eyeriss-v2"}, DesignName{"SIGMA", "sigma"}, DesignName{"HighLight", "highlight"},
    DesignName{"Procrustes", "procrustes"}, DesignName{"SparseRT", "sparsert"}, DesignName{"SR-STE", "sr-ste"},
    DesignName{"TensorDash", "tensordash"}, DesignName{"VEGETA", "vegeta"}, DesignName{"DSTC", "dstc"},
    DesignName{"dual-side sparse tensor core", "dstc"}, DesignName{"RM-STC", "rm-stc"}, DesignName{"DynaX", "dynax"}, DesignName{"TEAL", "teal"},
    DesignName{"Amber Pruner", "amber-pruner"}, DesignName{"Wanda", "wanda-2to4"}, DesignName{"DominoSearch", "dominosearch"},
    DesignName{"Eureka", "eureka"}, DesignName{"Griffin", "griffin"}, DesignName{"Haziza et al.", "haziza-2to4"}, DesignName{"EIE", ""},
    DesignName{"ExTensor", ""}, DesignName{"Eyeriss", ""}, DesignName{"Cnvlutin", ""}, DesignName{"Cambricon-X", ""},
    DesignName{"Cambricon-S", ""}, DesignName{"Sanger", ""}, DesignName{"SpAtten", ""}, DesignName{"ZeNA", ""}, DesignName{"Bit-Tactical", ""},
    DesignName{"Bit-Pragmatic", ""}, DesignName{"Laconic", ""}, DesignName{"Stripes", ""}, DesignName{"EVA2", ""}, DesignName{"DropBack", ""},
    DesignName{"SparseCore", ""}, DesignName{"Gamma", ""}, DesignName{"MatRaptor", ""}, DesignName{"OuterSPACE", ""}, DesignName{"Flexagon", ""},
    DesignName{"SpArch", ""}, DesignName{"UCNN", ""}, DesignName{"GoSPA", ""}, DesignName{"ISOSceles", ""}, DesignName{"NullHop", ""},
    DesignName{"DRQ", ""}, DesignName{"SnaPEA", ""}, DesignName{"Minerva", ""}, DesignName{"ELSA", ""}, DesignName{"DOTA", ""},
    DesignName{"Energon", ""}, DesignName{"LeOPArd", ""}, DesignName{"VENOM", ""}, DesignName{"nmSPARSE", ""}, DesignName{"cuSPARSELt", ""},
    DesignName{"cuSPARSE", ""}, DesignName{"Sputnik", ""}, DesignName{"PermDNN", ""}, DesignName{"CirCNN", ""}, DesignName{"Tensaurus", ""},
    DesignName{"STICKER", ""}, DesignName{"MAERI", ""}, DesignName{"Delta Networks", ""}, DesignName{"delta networks", ""}, DesignName{"SparseNN", ""}, DesignName{"ESE", ""},
    DesignName{"Diffy", ""}, DesignName{"DeltaRNN", ""}, DesignName{"Spartus", ""}, DesignName{"SparseGPT", ""}, DesignName{"RigL", ""},
    DesignName{"DejaVu", ""}, DesignName{"Deja Vu", ""}, DesignName{"PowerInfer", ""}, DesignName{"Sparse-TPU", ""}, DesignName{"Sparseloop", ""},
    DesignName{"STA-DBB", ""}, DesignName{"Trapezoid", ""}, DesignName{"Tailors", ""}, DesignName{"FlexNN", ""}, DesignName{"LNPU", ""},
    DesignName{"V100", ""}, DesignName{"Volta", ""}, DesignName{"Turing", ""}, DesignName{"SNAP", ""}, DesignName{"SqueezeFlow", ""},
    DesignName{"SparseWeaver", ""}, DesignName{"BitWave", ""}, DesignName{"SWAT", ""}, DesignName{"ViTCoD", ""}, DesignName{"FABNet", ""},
    DesignName{"GOBO", ""}, DesignName{"Jetson AGX Orin", ""}, DesignName{"Jetson Orin Nano", ""}, DesignName{"Jetson AGX Xavier", ""},
    DesignName{"Hailo-8", ""}, DesignName{"Edge TPU", ""}, DesignName{"TPU", ""}, DesignName{"TPUv1", ""}, DesignName{"TPUv4", ""}, DesignName{"Intel MKL", ""}, DesignName{"MKL", ""}, DesignName{"DeltaCNN", ""}, DesignName{"CGNet", ""}, DesignName{"SA-ZVCG", ""},
    DesignName{"Sticker", ""},
    DesignName{"R-Sparse", ""}, DesignName{"SparseTrain", ""}, DesignName{"GANPU", ""}, DesignName{"BitFusion", ""},
    DesignName{"Bit Fusion", ""}, DesignName{"FPRaker", ""}, DesignName{"SmartExchange", ""}, DesignName{"Sparse-PE", ""},
    DesignName{"SPADA", ""}, DesignName{"InnerSP", ""}, DesignName{"AWB-GCN", ""}, DesignName{"HyGCN", ""}, DesignName{"Alrescha", ""},
    DesignName{"SpaceA", ""}, DesignName{"NVDLA", ""}, DesignName{"Gemmini", ""}, DesignName{"ShiDianNao", ""}, DesignName{"DaDianNao", ""},
    DesignName{"DianNao", ""}, DesignName{"ESCALATE", ""}, DesignName{"Bitlet", ""}, DesignName{"OliVe", ""}, DesignName{"DTATrans", ""},
    DesignName{"SALO", ""}, DesignName{"Sparsifiner", ""}, DesignName{"HeatViT", ""}, DesignName{"SPViT", ""}, DesignName{"DynamicViT", ""},
    DesignName{"Ristretto", ""}, DesignName{"TorchSparse", ""}, DesignName{"MegaBlocks", ""},
    DesignName{"LLM-Pruner", ""}, DesignName{"SliceGPT", ""}, DesignName{"MaskLLM", ""}, DesignName{"GBLM-Pruner", ""}, DesignName{"DSnoT", ""},
    DesignName{"LazyLLM", ""}, DesignName{"MInference", ""}, DesignName{"HNPU", ""}, DesignName{"DNPU", ""}, DesignName{"UNPU", ""},
    DesignName{"SparseMEM", ""}, DesignName{"TSUNAMI", ""}, DesignName{"Sibia", ""}, DesignName{"S2Engine", ""}, DesignName{"AccelTran", ""},
    DesignName{"Cambricon-U", ""}, DesignName{"Cambricon-C", ""}, DesignName{"SGCN", ""}, DesignName{"PruneTrain", ""},
    DesignName{"FLASH-LLM", ""}, DesignName{"Flash-LLM", ""}, DesignName{"SparTA", ""}, DesignName{"Shfl-BW", ""}, DesignName{"S2N2", ""},
    DesignName{"ReMaP", ""}, DesignName{"ReaLPrune", ""}, DesignName{"ZeD", ""}, DesignName{"ProxSparse", ""}, DesignName{"LO-BCQ", ""},
    DesignName{"Q-Sparse", ""}, DesignName{"ProSparse", ""}, DesignName{"TurboSparse", ""}, DesignName{"LaRoSA", ""},
    DesignName{"Polar Sparsity", ""}, DesignName{"ShadowLLM", ""}, DesignName{"SpQR", ""}, DesignName{"SqueezeLLM", ""},
    DesignName{"Prosperity", ""}, DesignName{"LoAS", ""}, DesignName{"FireFly", ""}, DesignName{"CATS", ""}, DesignName{"GROW", ""},
    DesignName{"HARP", ""}, DesignName{"STC", "ampere-2to4"}, DesignName{"NVIDIA V100", ""}, DesignName{"Tesla V100", ""},
    DesignName{"RTX 2080 Ti", ""}, DesignName{"RTX 3080", ""}, DesignName{"RTX 3090", ""}, DesignName{"RTX 4090", ""},
    DesignName{"GTX 1080 Ti", ""}, DesignName{"Titan Xp", ""}, DesignName{"Jetson Nano", ""}, DesignName{"Jetson AGX", ""},
    DesignName{"Jetson TX2", ""}, DesignName{"Jetson Xavier NX", ""}, DesignName{"DFSS", ""}, DesignName{"GPTQ", ""}, DesignName{"AWQ", ""}, DesignName{"SmoothQuant", ""}};

/// Families of networks; what follows (a depth, a version, a size) belongs to the name.
/// Networks by their short names, found as they are printed here.
inline constexpr std::array kShortNetworks{
    DesignName{"RN-18", "resnet18"}, DesignName{"RN18", "resnet18"}, DesignName{"RN-34", "ResNet-34"}, DesignName{"RN34", "ResNet-34"},
    DesignName{"RN-50", "resnet50"}, DesignName{"RN50", "resnet50"}, DesignName{"RN-101", "ResNet-101"}, DesignName{"RN101", "ResNet-101"},
    DesignName{"MBv2", "mobilenetv2"}, DesignName{"MBV2", "mobilenetv2"}, DesignName{"MNv2", "mobilenetv2"}, DesignName{"MNV2", "mobilenetv2"},
    DesignName{"MobNetV2", "mobilenetv2"}, DesignName{"MBv1", "MobileNetV1"}, DesignName{"MNv1", "MobileNetV1"}, DesignName{"BERT-B", "bert-base"},
    DesignName{"BERT-L", "BERT-Large"}, DesignName{"EffNet-B0", "EfficientNet-B0"}, DesignName{"EN-B0", "EfficientNet-B0"},
    DesignName{"SqNet1.1", "squeezenet1.1"}, DesignName{"SqNet1.0", "squeezenet1.0"}, DesignName{"DeiT-Small", "deit-s"},
    DesignName{"VGG16", "VGG-16"}, DesignName{"VGG19", "VGG-19"}};

inline constexpr std::array<std::string_view, 226> kNetworks{
    "SegFormer", "ENet", "SSD-MobileNetV1", "SSD-MobileNetV2", "SSD-MobileNet", "SSD-ResNet", "SSD-VGG", "EfficientDet", "RetinaNet", "DETR",
    "CLIP", "SSD-ResNet34", "DeepLabv3+", "DeepLabv3", "DeepLabV3", "DeepLab", "PSPNet", "HRNet", "MnasNet", "NASNet", "Xception", "ResNeSt", "MobileViT",
    "EfficientFormer", "LeViT", "PVT", "CoAtNet", "MaxViT", "BEiT", "DINOv2", "XLNet", "ELECTRA", "DeBERTa", "BART", "TinyBERT", "MobileBERT",
    "MobileLLM", "TinyLlama", "Vicuna", "StableLM", "OLMo", "DeepSeek", "Baichuan", "ChatGLM", "HuBERT", "DeepSpeech2", "DeepSpeech", "QuartzNet",
    "RNN-T", "WaveNet", "TC-ResNet", "MCUNet", "PointPillars", "VoxelNet", "MinkowskiNet", "MinkUNet", "RandLA-Net", "GraphSAGE", "ESRGAN",
    "EDSR", "FSRCNN", "DnCNN", "CycleGAN", "StyleGAN2", "StyleGAN", "DCGAN", "ResUNet", "nnU-Net", "C3D", "SlowFast", "VideoMAE", "TimeSformer",
    "OpenPose", "BlazeFace", "FaceNet", "CRNN", "FCN-8s", "FCN", "SegNet", "YOLOv2", "YOLOv6", "YOLOv7", "YOLOX", "YOLOv9", "YOLOv10", "PoseNet",
    "DarkNet", "Darknet", "NiN", "ZFNet", "TinyYOLO", "wav2vec", "XLM-R", "DINO", "PaLM", "Jamba", "Mamba", "RWKV", "Transformer-XL",
    "Transformer-base", "Transformer-big", "BigGAN", "PVTv2", "GhostNet", "RepVGG", "Stable Diffusion", "Tiny-YOLO", "ResNetV2", "PointNet++",
    "LSTM-PTB", "DistilGPT2", "DistilGPT", "MiniLM", "Phi-1.5", "Phi-1", "Longformer", "BigBird", "Reformer", "Linformer", "CodeLlama", "CodeGen",
    "StarCoder", "ConvMixer", "ConvNet-S", "FNet", "GCN", "GAT", "R3D", "I3D", "M2Det", "CenterNet", "CornerNet", "ResNeXt", "Wide ResNet",
    "ResNet", "MobileNetV1", "MobileNetV2", "MobileNetV3", "MobileNet", "EfficientNet", "SqueezeNet", "ShuffleNet", "DenseNet", "GoogLeNet",
    "GoogleNet", "Inception", "AlexNet", "VGG", "RegNet", "ConvNeXt", "Swin", "DeiT", "ViT", "BERT", "RoBERTa", "DistilBERT", "ALBERT", "GPT-2",
    "GPT-3", "GPT-J", "GPT-Neo", "GPT", "OPT", "LLaMA", "Llama", "Mistral", "Mixtral", "Qwen", "Phi-2", "Phi-3", "Gemma", "BLOOM", "Falcon", "T5",
    "Pythia", "Whisper", "Conformer", "YOLOv3", "YOLOv4", "YOLOv5", "YOLOv8", "YOLO", "SSD", "U-Net", "UNet", "DS-CNN", "PointNet", "DLRM",
    "GNMT", "Mask R-CNN", "Faster R-CNN", "LeNet", "MLP-Mixer", "FlowNet", "WRN", "MinkowskiUNet", "NeRF", "SmolLM", "Phi-4", "InternLM",
    "CaffeNet", "VGGNet", "MTCNN", "RT-DETR", "SAM", "Segment Anything", "DiT", "PixArt", "CoCa", "BLIP", "LLaVA", "Nemotron", "Yi", "StarCoder2",
    "ERNIE", "SpanBERT", "DeepFM", "NCF", "Wide&Deep", "DeepSpeech3", "Jasper", "ContextNet", "TDNN", "Tacotron", "HiFi-GAN", "EnCodec"};

inline constexpr std::array<std::string_view, 12> kSizes{
    "tiny", "small", "base", "medium", "large", "huge", "xl", "mini", "nano", "lite", "chat", "hd"};

inline constexpr std::array<std::string_view, 186> kDatasets{
    "Google Speech Commands", "Tiny ImageNet", "TinyImageNet", "Tiny-ImageNet", "ILSVRC", "VOC2007", "VOC2012", "Caltech-101", "Caltech-256",
    "Food-101", "Oxford Pets", "Flowers-102", "CelebA", "WIDER FACE", "WIDERFACE", "nuScenes", "Waymo", "SemanticKITTI", "ScanNet", "ModelNet40",
    "ShapeNet", "S3DIS", "LVIS", "VisDrone", "UA-DETRAC", "BDD100K", "MOT17", "UCF-101", "HMDB51", "ActivityNet", "AudioSet", "ESC-50",
    "UrbanSound8K", "VoxCeleb", "Common Voice", "TED-LIUM", "TIMIT", "Switchboard", "MuST-C", "IWSLT", "Europarl", "OpenWebText", "RedPajama",
    "STS-B", "SNLI", "TriviaQA", "Natural Questions", "HotpotQA", "LongBench", "BIG-bench", "HumanEval", "MBPP", "TruthfulQA", "OpenBookQA",
    "IMDb", "IMDB", "AG News", "DBpedia", "SuperGLUE", "DIV2K", "Set5", "Set14", "BSD68", "Sintel", "Criteo", "MovieLens", "ToyADMOS", "MIMII",
    "Human3.6M", "MPII", "EMNIST", "KMNIST", "STL-10", "iNaturalist", "LSUN", "FFHQ", "CamVid", "CULane", "TuSimple", "PTB-XL", "MIT-BIH", "RACE",
    "Pascal-VOC", "ImageNet-21k", "ImageNet VID", "WMT14 En-De", "ImageNet-C", "COCO-Stuff", "WMT14", "WMT16", "WMT17", "Multi30k", "OGB", "Moving MNIST", "SemEval",
    "CoNLL-2003", "PASCAL-VOC", "Places2", "DAVIS2017", "EuRoC", "TUM-RGBD", "Freesound", "ImageNet", "CIFAR-10", "CIFAR-100", "CIFAR10",
    "CIFAR100", "CIFAR", "MNIST", "Fashion-MNIST", "SVHN", "COCO", "PASCAL VOC", "Pascal VOC", "KITTI", "Cityscapes", "ADE20K", "Kinetics-400",
    "Kinetics", "UCF101", "LibriSpeech", "Speech Commands", "MNLI", "SQuAD", "GLUE", "SST-2", "QQP", "QNLI", "CoLA", "MRPC", "WikiText-2",
    "WikiText-103", "WikiText", "LAMBADA", "C4", "Penn Treebank", "PTB", "WMT", "CNN/DailyMail", "CNN/Daily Mail", "XSum", "HellaSwag", "PIQA",
    "MMLU", "GSM8K", "Stanford Cars", "Criteo Kaggle", "the Pile", "The Pile", "WMT16 En-De", "WMT16 En-Ro", "WMT14 En-Fr", "PTB-3", "RTE", "WNLI", "SciQ", "LogiQA", "MBPP+", "SWAG", "SAMSum",
    "MultiNLI", "ImageNet-R", "ImageNet-A", "Objects365", "OpenImages", "Open Images", "LFW", "MegaFace", "CUB-200", "Aircraft", "FGVC Aircraft", "Kinetics-600",
    "Something-Something", "Charades", "ETTh1", "UCI HAR", "N-MNIST", "DVS Gesture", "DVS128 Gesture", "ARC-Easy", "ARC-Challenge", "WinoGrande", "BoolQ", "Visual Wake Words", "Places365", "DAVIS"};
// clang-format on

}  // namespace skeptic::papers
