// The vocabulary: what the prior art consists of. Credit is given as best known; the text of docs/mechanisms.md is these rows.
#include <array>

#include "design/mechanism.h"

namespace skeptic {
namespace {

// One row is a paragraph.
// clang-format off
constexpr std::array kFacets{
    Facet{.name = "skip", .operand = true, .keys = "skip | pattern | patterns", .question = "Which positions cost no time?"},
    Facet{.name = "gate", .operand = true, .keys = "gate", .question = "Which positions cost time and no switching energy?"},
    Facet{.name = "pattern", .operand = true, .keys = "pattern | patterns | per | chosen",
          .question = "Which family of patterns? N, M, the size of a block, the rows that share a choice, the number of levels beyond one and the length of a "
                      "list are numbers; a second level, a block that is not the inner level's group, and a second row are structure."},
    Facet{.name = "chosen", .operand = true, .keys = "chosen | decide.by", .question = "Who selects what is kept?"},
    Facet{.name = "from", .operand = true, .keys = "from | decide.from", .question = "From what?"},
    Facet{.name = "when", .operand = true, .keys = "decide.when", .question = "When does the consumer choose? (For everybody else, who says when.)"},
    Facet{.name = "unit", .operand = true, .keys = "decide.unit.channels",
          .question = "How much shares one choice of a pattern? Pixels and channels are numbers; `channels: all` is structure, because the choice then "
                      "waits for whole vectors."},
    Facet{.name = "policy", .operand = true, .keys = "decide.policy | rule", .question = "By which rule?"},
    Facet{.name = "permutation", .operand = true, .keys = "permutation", .question = "Is something reordered so that the pattern loses less?"},
    Facet{.name = "stored", .operand = true, .keys = "decide.stored", .question = "How does the tensor lie in DRAM until the consumer has chosen?"},
    Facet{.name = "encoding", .operand = true, .keys = "encoding", .question = "How are the kept values found again?"},
    Facet{.name = "metadata", .operand = true, .keys = "metadata",
          .question = "Where do the metadata live, if not beside the values, as those of an encoding do unless a design says otherwise?"},
    Facet{.name = "read", .operand = true, .keys = "read", .question = "What is fetched, if not whole windows?"},
    Facet{.name = "fabric.kind", .operand = false, .keys = "fabric.kind", .question = "Which products meet, and where are they added?"},
    Facet{.name = "fabric.delivery", .operand = false, .keys = "fabric.delivery", .question = "How do operands reach the elements, if not by broadcast?"},
    Facet{.name = "fabric.order", .operand = false, .keys = "fabric.order", .question = "Which operand stays while the other streams?"},
    Facet{.name = "fabric.slices", .operand = false, .keys = "fabric.slices", .question = "How is the reduction dealt to slices, if not in turn?"},
    Facet{.name = "fabric.sync", .operand = false, .keys = "fabric.sync.domain", .question = "Which elements wait for each other?"},
    Facet{.name = "fabric.balance", .operand = false, .keys = "fabric.balance | fabric.sync.slack",
          .question = "What evens out unequal work? Of `fabric.sync.slack`, whether it is more than 1 is structure, and how much more is a number."},
    Facet{.name = "precision", .operand = false, .keys = "operands.precision", .question = "Do the bits of a value depend on zeros?"},
    Facet{.name = "outputs.encoding", .operand = false, .keys = "operands.outputs.encoding", .question = "How are results written?"},
    Facet{.name = "runs", .operand = false, .keys = "runs", .question = "What is the machine for, if not inference?"},
};

constexpr std::array kTerms{
    Term{"skip", "structured",
         "Positions that the pattern excludes take no time. The work of a group is known beforehand, so nothing needs to be balanced; what training could "
         "not fit into the pattern is lost, and zeros that happen to be inside it are multiplied.",
         "NVIDIA, A100 Tensor Core GPU architecture whitepaper, 2020", 2020},
    Term{"skip", "unstructured",
         "Every zero is left out wherever it stands. It keeps all of the sparsity and pays with search for the next nonzero (or the next pair), irregular "
         "fetches and unequal work.",
         "Albericio et al., Cnvlutin, ISCA 2016 (activations); Zhang et al., Cambricon-X, MICRO 2016 (weights); Parashar et al., SCNN, ISCA 2017 (both)", 2016},
    Term{"gate", "zeros",
         "A multiplication with a zero is not switched: it takes its time and saves most of its energy. What skipping is often compared with, since it costs "
         "an AND gate.",
         "Chen et al., Eyeriss, ISSCC 2016", 2016},

    Term{"pattern", "single",
         "N of every M consecutive positions, one such rule along the reduction. Hardware is sized for N: as many multipliers, each with an M:1 selector. "
         "Balanced by construction.",
         "Yao et al., Balanced Sparsity, AAAI 2019 (pruning); NVIDIA, A100, 2020 (in a tensor core)", 2019},
    Term{"pattern", "unstructured", "No rule: any position may be zero.", "Han et al., Learning both Weights and Connections, NeurIPS 2015", 2015},
    Term{"pattern", "hierarchical",
         "N of M at several levels: of every M blocks N are kept, and inside them again N of M. Many ratios from few simple patterns, because the ratios "
         "multiply; each level has its own small selector.",
         "Wu et al., HighLight, MICRO 2023", 2023},
    Term{"pattern", "blocks",
         "A level keeps or drops blocks of several positions together, of another size than the inner level's group. Fewer indices and wider fetches for "
         "less freedom.",
         "Narang et al., Block-Sparse Recurrent Neural Networks, arXiv 1711.02782, 2017", 2017},
    Term{"pattern", "tall",
         "Several rows share the choice of a level, so that one selector and one fetch of the other operand serve all of them.",
         "Zhu et al., Sparse Tensor Core (vector-wise sparsity), MICRO 2019; as V:N:M, Castro et al., VENOM, SC 2023", 2019},
    Term{"pattern", "mixed-layers",
         "Every layer has its own numbers in the pattern's form, chosen for its sensitivity before deployment.",
         "Sun et al., DominoSearch, NeurIPS 2021", 2021},
    Term{"pattern", "mixed-rows",
         "Every row (filter) has its own N: rows of different density share one array, and unstructured weights are covered row by row without loss.",
         "Jeong et al., VEGETA, HPCA 2023", 2023},
    Term{"pattern", "run-time-set",
         "The hardware holds a list of patterns and picks one for each part of a tensor while it runs. It follows the data; the choice itself takes time, "
         "storage and, with a lossy rule, accuracy.",
         "Xiong et al., DynaX (X of M with variable X), ASPLOS 2025", 2025},

    Term{"chosen", "offline", "A trained tensor is pruned before deployment, with or without fine-tuning.",
         "Han et al., Learning both Weights and Connections, NeurIPS 2015", 2015},
    Term{"chosen", "learned",
         "Training finds the mask: it is computed anew from the weights at every step, and gradients reach the pruned ones too.",
         "Zhou et al., SR-STE, ICLR 2021", 2021},
    Term{"chosen", "fixed",
         "One pattern is imposed on whatever values come, as they are written: for activations a selection of values in every group, with the same N for all.",
         "Liu et al., S2TA (dynamic activation pruning), HPCA 2022", 2022},
    Term{"chosen", "producer",
         "The unit that writes the tensor picks the pattern: it sees the values first, latency hides behind the layer's computation, and memory holds the "
         "encoded tensor; the choice must suit every reader.",
         "Liu et al., S2TA, HPCA 2022 (not the same: it prunes as it writes, by one pattern a layer); of a choice among patterns no first is known", 2022},
    Term{"chosen", "consumer",
         "The layer that reads the tensor picks the pattern: it knows its own weights and tiles, and pays with latency before its first step and with a "
         "tensor that is stored whole.",
         "Lu et al., Sanger (a mask per tile before the product), MICRO 2021", 2021},

    Term{"from", "values", "From the magnitudes of the very values that are kept or dropped.",
         "Han et al., Learning both Weights and Connections, NeurIPS 2015", 2015},
    Term{"from", "gradients", "From what training does to the weights: accumulated gradients say which are worth tracking.",
         "Golub et al., DropBack, MLSys 2019; in hardware Yang et al., Procrustes, MICRO 2020", 2019},
    Term{"from", "activations",
         "From weights and the activations that they meet: the score of a weight is its magnitude times the norm of its input over a calibration set.",
         "Sun et al., Wanda, ICLR 2024 (arXiv 2306.11695, 2023)", 2023},
    Term{"from", "weights",
         "From activations and the weights that they meet: the score of an activation is its magnitude times the norm of its column of weights.",
         "An et al., Amber Pruner, arXiv 2508.02128, 2025", 2025},
    Term{"from", "statistics",
         "From sums over the unit that shares the choice: its energy, its number of nonzeros, its largest value. One pass over the data that is needed "
         "anyway.",
         "Song et al., DRQ (sensitive regions from means), ISCA 2020", 2020},
    Term{"from", "previous-input",
         "From the same place of the input before: no latency, and wrong where inputs change.",
         "Neil et al., Delta Networks, ICML 2017; in hardware Buckler et al., EVA2, ISCA 2018", 2017},
    Term{"from", "previous-layer",
         "From a prediction before the values exist: a small network, fewer bits, or the layer before says which results will be zero or small.",
         "Davis and Arel, Low-Rank Approximations for Conditional Feedforward Computation, arXiv 2013; in hardware Akhlaghi et al., SnaPEA, ISCA 2018", 2013},

    Term{"when", "tile", "For a whole tile before it is computed: one latency a tile, which the load of the next can hide.",
         "Lu et al., Sanger, MICRO 2021", 2021},
    Term{"when", "use", "At the first step that touches a unit, while the array waits or a queue covers it.",
         "Mahmoud et al., TensorDash, MICRO 2020 (not the same: a schedule from the zeros of the step, not a pattern)", 2020},
    Term{"unit", "tile", "So many channels of so many neighbouring pixels share one choice.", "Song et al., DRQ (regions), ISCA 2020", 2020},
    Term{"unit", "vector", "All channels of a pixel or token share one choice: it needs whole vectors, and tiles of the reduction cannot differ.",
         "Figurnov et al., Spatially Adaptive Computation Time, CVPR 2017", 2017},
    Term{"policy", "cover", "The sparsest pattern that drops no nonzero: lossless, and only as fast as the densest group lets it.",
         "Jeong et al., VEGETA, HPCA 2023 (not the same: offline, rows of weights covered by the least sufficient N)", 2023},
    Term{"policy", "energy", "The sparsest pattern that keeps a share of the sum of squares: the loss is bounded unit by unit.",
         "", 0},
    Term{"policy", "density", "By the share of nonzeros in the unit: a counter and comparators, blind to magnitude.",
         "", 0},
    Term{"policy", "top-n", "The N largest of each M: a fixed amount of work, whatever the values are.", "Liu et al., S2TA, HPCA 2022", 2022},
    Term{"policy", "threshold",
         "What is below a threshold counts as zero. The threshold is set beforehand from a distribution, so the amount of work varies with the input.",
         "Albericio et al., Cnvlutin, ISCA 2016, and Reagen et al., Minerva, ISCA 2016; for language models Liu et al., TEAL, ICLR 2025", 2016},
    Term{"permutation", "channels",
         "Input channels are put into an order in which the groups of the pattern keep more magnitude; free at run time, because the layer before writes in "
         "that order.",
         "Pool and Yu, Channel Permutations for N:M Sparsity, NeurIPS 2021", 2021},
    Term{"stored", "bitmask", "Until it is chosen from, the tensor lies in DRAM as nonzeros and one bit a position.",
         "Aimar et al., NullHop, TNNLS 2019 (arXiv 1706.01406, 2017)", 2017},

    Term{"encoding", "bitmask", "One bit a position and the packed nonzeros: cheapest between a tenth and half of the positions; two masks are intersected by an AND.",
         "Aimar et al., NullHop, arXiv 1706.01406, 2017; for intersection Gondimalla et al., SparTen, MICRO 2019", 2017},
    Term{"encoding", "offset", "With each kept value its index in its group: ceil(log2 M) bits, at every level. It drives a multiplexer directly.",
         "Zhang et al., Cambricon-X (step indices), MICRO 2016; for N:M NVIDIA, A100, 2020", 2016},
    Term{"encoding", "combinatorial", "The number of the choice among C(M, N): the fewest bits for a group of N of M, and a decoder that is a table.",
         "Cover, Enumerative Source Encoding, IEEE Trans. Information Theory 19(1), 1973", 1973},
    Term{"encoding", "run-length", "With each value the number of zeros before it: sequential to decode, short where zeros come in runs.",
         "Chen et al., Eyeriss, ISSCC 2016", 2016},
    Term{"encoding", "csr", "Compressed rows or columns: an index with each value and the length of every row. General, and heavy at the densities of networks.",
         "Sparse linear algebra; in an accelerator for networks Han et al., EIE, ISCA 2016", 2016},
    Term{"metadata", "on-chip", "Metadata are kept in a table on the chip, loaded once or built as values arrive: no traffic for them, and area.",
         "Mahmoud et al., TensorDash (zero bits made beside the buffers), MICRO 2020", 2020},
    Term{"metadata", "in-code", "The compiler writes the positions into the instructions: no index is loaded, and every tensor has its own program.",
         "Wang, SparseRT, PACT 2020", 2020},
    Term{"read", "gather",
         "Only the positions that meet a partner are fetched: less traffic from the buffer, and conflicts of banks.",
         "Zhang et al., Cambricon-X, MICRO 2016", 2016},

    Term{"fabric.kind", "inner-product", "Each element reduces one result: values of both operands meet at the same index. Results are written once; matching indices is the work.",
         "Classical; with the intersection of two sparse operands Gondimalla et al., SparTen, MICRO 2019", 2019},
    Term{"fabric.kind", "outer-product", "A column meets a row, and every product counts: no index has to match, and partial sums are scattered over the whole result.",
         "Pal et al., OuterSPACE, HPCA 2018", 2018},
    Term{"fabric.kind", "row-product",
         "Gustavson's order: each nonzero of one operand scales a row of the other, and rows are merged. One operand's index fetches, the other's scatters "
         "within a row.",
         "Gustavson, ACM TOMS 1978; in hardware Srivastava et al., MatRaptor, MICRO 2020", 1978},
    Term{"fabric.kind", "cartesian-product",
         "All nonzero weights of a channel meet all its nonzero activations, which convolution allows; products go through a crossbar to the sums that they "
         "belong to.",
         "Parashar et al., SCNN, ISCA 2017", 2017},
    Term{"fabric.kind", "flexible",
         "Any operand to any multiplier over a switched network, and reductions of any length in a tree of forwarding adders: the array is cut to the nonzeros.",
         "Kwon et al., MAERI, ASPLOS 2018; Qin et al., SIGMA, HPCA 2020", 2018},
    Term{"fabric.delivery", "systolic", "Operands move from neighbour to neighbour, one step a cycle: short wires, and a pipeline that has to fill and that one late element stops.",
         "Kung, Why Systolic Architectures?, IEEE Computer 1982; for N:M blocks Liu et al., Systolic Tensor Array, IEEE CAL 2020", 1982},
    Term{"fabric.delivery", "mesh", "Clusters of elements, all-to-all inside and a mesh of routers between: bandwidth that follows what is reused.",
         "Chen et al., Eyeriss v2, JETCAS 2019", 2019},
    Term{"fabric.order", "m-outer", "A row of weights stays while activations stream past it.", "", 0},
    Term{"fabric.order", "n-outer", "Activations stay while weights stream past them.", "", 0},
    Term{"fabric.slices", "blocked", "The slices that share a reduction take contiguous runs of it, so that each has its own region of the operands.",
         "Cao et al., Bank-Balanced Sparsity, FPGA 2019", 2019},
    Term{"fabric.sync", "array", "One broadcast, one stream of steps for the whole array: the least hardware, and everybody waits for the slowest.",
         "", 0},
    Term{"fabric.sync", "row", "The elements of a row wait for each other, and rows drift apart.", "", 0},
    Term{"fabric.sync", "column", "The elements of a column wait for each other, and columns drift apart.", "Albericio et al., Bit-Pragmatic (per-column synchronization), MICRO 2017", 2017},
    Term{"fabric.sync", "pe", "Every element takes its own stream of steps: nobody waits, and operands are read for each.", "Han et al., EIE, ISCA 2016", 2016},

    Term{"fabric.balance", "queue", "Elements of a domain may run some steps ahead, with operands in queues: it evens out what varies from step to step and not what differs for good.",
         "Han et al., EIE, ISCA 2016", 2016},
    Term{"fabric.balance", "sort", "Rows (filters) are put in order of density before deployment, so that those which run side by side take as long.",
         "Gondimalla et al., SparTen (greedy balancing), MICRO 2019", 2019},
    Term{"fabric.balance", "pair", "A dense piece of work shares an element with a sparse one, and the sums come out alike.",
         "Gondimalla et al., SparTen, MICRO 2019; half-tiles at run time in Yang et al., Procrustes, MICRO 2020", 2019},
    Term{"fabric.balance", "interleave", "Neighbouring rows or channels are dealt to different elements in turn, because neighbours are alike.",
         "Han et al., EIE (rows interleaved over elements), ISCA 2016", 2016},
    Term{"fabric.balance", "work-stealing", "An element without work takes some of a busy one's at run time.",
         "Blumofe and Leiserson, J. ACM 1999; in a zero-skipping accelerator Kim et al., ZeNA, IEEE Design & Test 2018", 1999},
    Term{"fabric.balance", "displace", "Work that does not fit an element moves one step to its neighbour, and so does its sum.",
         "Shin et al., Griffin (borrowing between elements), HPCA 2022; Gondimalla et al., Eureka (systolic displacement), MICRO 2023", 2022},
    Term{"fabric.balance", "look-ahead", "A lane whose value is zero takes one of its own later steps instead.",
         "Delmas Lascorz et al., Bit-Tactical, ASPLOS 2019; at run time Mahmoud et al., TensorDash, MICRO 2020", 2019},
    Term{"fabric.balance", "look-aside", "A lane whose value is zero takes a value of a neighbouring lane.",
         "Delmas Lascorz et al., Bit-Tactical, ASPLOS 2019; at run time Mahmoud et al., TensorDash, MICRO 2020", 2019},

    Term{"precision", "bit-serial", "Time follows the bits that are one, or the columns of bits: zero values are the special case in which no bit is.",
         "Albericio et al., Bit-Pragmatic, MICRO 2017; by columns Shi et al., BitWave, HPCA 2024", 2017},
    Term{"precision", "borrowed", "A value takes the bits of its zero neighbour, or an outlier those of a neighbour that is pruned for it.",
         "Shomron et al., SPARQ, NeurIPS 2021; Guo et al., OliVe, ISCA 2023", 2021},
    Term{"precision", "decomposed", "A tensor is the sum of sparse ones with different bits: a few outliers with many, the rest with few.",
         "Jeong et al., SDQ, arXiv 2406.13868, 2024", 2024},
    Term{"outputs.encoding", "as-read", "Results are encoded as they are written, in the form in which the next layer reads them.",
         "Albericio et al., Cnvlutin, ISCA 2016", 2016},
    Term{"runs", "training", "The machine trains: the same tensors are read along other dimensions backwards, and masks change while it runs.",
         "Yang et al., Procrustes, MICRO 2020, and Mahmoud et al., TensorDash, MICRO 2020", 2020},
};
// clang-format on

}  // namespace

std::span<const Facet> facets() { return kFacets; }
std::span<const Term> vocabulary() { return kTerms; }

}  // namespace skeptic
