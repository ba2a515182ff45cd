// docs/papers.md: the grammar as it is, written from its tables.
#include <fmt/format.h>

#include "base/markdown.h"
#include "papers/paper.h"
#include "papers/pattern_match.h"
#include "papers/rule.h"

namespace skeptic::papers {
namespace {

constexpr std::string_view kIntroduction = R"(# Papers

<!-- Written from the tables in src/papers. Do not edit: `skeptic document papers > docs/papers.md` writes it anew. -->

`skeptic mirror PAPER` reads a paper (PDF, text, Markdown, HTML or LaTeX) and says what it understood, each value with its page and the paper's words.
It makes a draft of a [design file](design-file.md), which is to be read against the paper and corrected.

## How a paper is read

1. **Layout.** `pdftotext` (poppler-utils) gives words with their boxes, in a process of its own with limits of time, memory and size. Columns, paragraphs,
   headings, captions, footnotes and tables are found from the boxes; words that a line broke are joined. Fonts of bitmaps get their ligatures and sizes back. Sources give the same structure, on page 1 (of LaTeX, macros with arguments are expanded up to a mebibyte, and units of siunitx written out);
   they may be UTF-8, UTF-16 or Windows-1252. A text without full stops is read in pieces, a table up to its fortieth column.
2. **Words.** A sentence becomes words in small letters, numbers (also written out: `thirty-two`, `a quarter`, `two and a half`), quantities with their units
   (`a nibble` is four bits), ratios (`2:4`, `two of every four`, `2:4 inside 1:2`; `of eight neighbours the largest four remain`, counted together from one sentence) and names of designs, networks and data sets.
3. **Whose.** Each part of a sentence speaks of the paper's own design, of others, or of what is not there. Of others: clauses whose subject is a named
   design, `prior work`, `competitors`, `the baseline` and the like; kinds with an example (`accelerators such as X`); authors by name (`Zhang et al. report`), GPUs and machines in general (`many accelerators`, `the GPU`); what is told of a machine that is compared with (`relative to a dense array with
   4096 MACs`, `the 4096-MAC baseline`, `4.1 mm2 of the baseline`, `24 MiB in the TPU`, `CSC is used by EIE`); what `unlike X, which …` opens with; what stands in brackets or a relative clause behind a name, but for results; sections on related work,
   unless they say `we`; a passage in quotation marks that is answered. Not there: negations, questions, wishes, plans, requirements of a call, earlier
   versions and chips with all that is told of them as past, prototypes on an FPGA beside the design, variants that were tried, ablated or discarded in favour of another, suppositions (`with HBM2 it would`), sweeps, networks that were not evaluated, objectives,
   sections on future work, other chips of the same house by their names. None of these is the paper's own. Papers that speak of themselves as `the authors`, or in `MUST` and `SHALL`, do speak of their own. A paper whose title opens with a design of the library is that design's own paper. In a
   proposal, what it `would` do is what it proposes; rows, columns, multipliers of an element, sizes and banks of buffers, area and bandwidth that are only planned count where nothing else is said of them.
4. **Rules.** The phrases below; quantities, which take their meaning from the nearest words; counts of rows, columns and multipliers in whatever order;
   what costs no time; how values are stored; ratios; results; tables. A design that is told to compare, to keep a history or to wait decides at run time. `Each`, `it`, `the former` and `either` stand for what was named before; the paper's own
   word for its elements (`16 columns of mergers`) is read as elements.
5. **Merging.** Equal values are one, and so is a result and its rounding. Different ones are a contradiction, or readings of one statement; for keys that
   words decide, what is said most holds, and a pattern or a width that is said once beside another that is said again and again is dropped. Zeros of activations that are skipped make their pattern `unstructured` and `fixed`, zeros that are multiplied make it
   `dense`, where nothing else is said of it.

A value is taken where the words say it, never guessed: what no rule matches is `unknown`.

## Quantities

| quantity | key |
|---|---|
| a frequency | `clock`, unless it is of DRAM, a bus, an interface or a host; where a target and what is reached are told, what is reached |
| nanometres, names of processes (`TSMC N7`, `22FDX`, `ASAP7`, `Intel 4`) | `technology` |
| a size | `memory.*.size` of the memory named behind it (`a 64 KB weight buffer`, `128 KB for activations`), else before it; a `global` or `unified buffer` is that of activations; of a table, history or statistics: `decide.state`; of banks, macros or halves times their number (`16 banks of 32 KB`); told by another (`half as much for the activations`, `the activations 256`); not of outputs, of each row or element, or of a tensor |
| bits per cycle | `memory.*.width` of the buffer that is named |
| bandwidth | `memory.dram.bandwidth`, unless a buffer, a network on the chip or a link between chips is named next to it, or it is what is drawn; of one channel (`16 channels, each providing 8 GB/s`) times their number |
| banks, ports | of the memory that was named last, by its short name (`a weight buffer (WB)`) or as `the former`, `the latter`; of both where all have them |
| bits | `operands.*.bits` of the operand named behind (`8-bit weights`) or before; not of offsets, masks, accumulators; also `W4A8`, and `activations likewise` |
| square millimetres, also as sides (`2.1 mm x 1.9 mm`) | `chip.area`, unless a part of the chip is spoken of, alone or beside the whole |
| TOPS | `peak`, unless sustained, at a utilisation or on a network |
| a number of multipliers or MACs from 32 on, not per element or core; MACs per cycle of the array | `multipliers` |
| rows beside columns, elements per row or on a side, a product before an array's noun | `fabric.array.m`, `fabric.array.n` |
| multipliers in the same clause as one element | `fabric.lanes` |
| images, sequences and the like in a batch, one at a time | `batch` |
| who acts (`the PEs of a row`, `columns`) and whether together (`in lockstep`, `share a sequencer`) or apart (`slip`, `run ahead`, `own queue`) | `fabric.sync.domain`, and with a number of steps `fabric.sync.slack` |
| `from 96 KB to 128 KB`, where it changed | the second alone |
| a ratio, also `4/8` of density-bound blocks and `N = 2, M = 4` | `operands.*.pattern` of the operand right behind (`2:4 weights`, `2:4 blocks for the weights`), else the nearest; several with commas, slashes or `dense`, `N in {2, 4, 8}` of 8: `operands.activations.patterns` |
| rising shares and the ratios that they lead to, before or behind them, also in a table; names of their own (`the lean tier`) do as well | `decide.policy: {density: …}` |
| pixels (tokens, queries) beside channels (features, keys) of a tile, a block or the like | `decide.unit.*`, `granularity` |
| factors, percent, points | results: the metric of the nearest word, over what follows `than`, `over`, `against`, on the network that follows or was named last; a decimal alone beside a network or a design goes on with the measure of the sentence before, and with what it was over, in its order; a heading (`Energy`) says what `leads` and `beats` measure; `20 % fewer cycles`, `a 20 % reduction in latency` and `cycles shrink to 80 %` are a speed-up of 1.25, and so is `4 ms on the dense array and 3.2 ms here`; energies and frames per second of two sides are a ratio, too, and perplexities a difference |
| several names beside several numbers | whose each is: `1.3x for SCNN and 1.9x for ours`, `SCNN 1.6x, ours 2.2x`, `SCNN and ours are 1.3x and 1.9x faster`, `ours (2.1x) beats SCNN (1.7x)`; and over whom: `beats SCNN by 2.3x and SparTen by 1.4x`; an average is on no network that has a number of its own; what is expected, or possible at best, is no result |

## Tables

The first rows name columns. In a table of parameters each row is read as `label: value`, in the column of the paper's own design where others have columns
beside it. Rows below a memory are of that memory (`banks`, `read width`); `Min | Typ | Max` is read at what is typical, and units in a column of their own join
their values. Captions stand above or below; marks of footnotes are no part of a number; a head over empty columns is theirs too. Columns of versions beside the design (`Classic (2019)`, `FPGA prototype`, `Rev. A` before `Rev. B`, `required` before `reached`) are not its own. What stands in brackets behind a result is of the measure that the caption names. Where rows are configurations, the one that is marked as the paper's counts; of a table of variants none does, but for a row that says that it is the design (`(default)`, `(ours)`). Letters that the caption explains (`speed-up (S)`) are written out; columns of ideals and bounds are left out. In a table of parts only the total is the chip's; a column of what was studied is left out; names like `GLB_A_BANKS` are read as words. In a table with networks, each number is a result: its metric from the row, the column or the caption, in this order, and so what it is relative to; where the table does not say, that is what most results of the paper are over, or
the dense machine where one is told of; for a loss of accuracy, in the text too, it is the dense network.

Results that are told by what they save or take, or of the other design (`SparTen needs 1.3 times our cycles`), have a table of their own below.

## Phrases

The language of the patterns: `a|b` one of these words, `pre*` a beginning, `a_b` words in a row, `x?` perhaps, `!x` not next, `@class` a class of words,
`..` up to four words of the clause, `...` up to twelve of the sentence, `{int}` a number that is the value, `<int>` one that is not. `A & B & ~ C` is A and B in any order and no C in at most 24 words,
or A and B in two sentences that follow each other, where nothing else says the same. `operands.?` is the operand that the sentence speaks of, `operands.*` both.

)";

std::string_view name_of(Way way) {
  switch (way) {
    case Way::Share:
      return "1/p";
    case Way::Saved:
      return "1/(1-p)";
    case Way::More:
      return "1+p";
    case Way::Factor:
      return "n";
    case Way::Inverse:
      return "1/n";
    case Way::Percent:
    case Way::Part:
      return "p";
    case Way::Points:
      return "points";
    case Way::Nothing:
      break;
  }
  return "none";
}

}  // namespace

std::string papers_markdown() {
  std::string text(kIntroduction);
  text += "| rule | key | value | pattern | for example | but not |\n|---|---|---|---|---|---|\n";
  for (const auto& table : rule_tables())
    for (const PhraseRule& rule : table)
      text += fmt::format("| {} | `{}` | {} | `{}` | {} | {} |\n", rule.name, rule.keys,
                          rule.value.empty() ? "as captured" : fmt::format("`{}`", rule.value), table_cell(rule.pattern), table_cell(rule.example),
                          table_cell(rule.refuses));
  text += R"(
## Results in other words

Results whose number is no plain factor or percentage beside the word for what is measured. `p` is a share, `n` a factor; what is told of `the other` design is a
result of the paper's own. Rows without a measure read a number that is no result.

| rule | measure | value | pattern | for example | result |
|---|---|---|---|---|---|
)";
  for (const ResultRule& rule : result_rules()) {
    text += fmt::format("| {} | {} | {}{} | `{}` | {} | {} |\n", rule.name,
                        rule.way == Way::Nothing ? std::string("none") : fmt::format("`{}`", rule.key), name_of(rule.way),
                        rule.whose == Whose::Theirs ? " of the other"
                        : rule.whose == Whose::Ours ? " of ours"
                                                    : "",
                        table_cell(rule.pattern), table_cell(rule.example), rule.result);
  }
  text += "\n## Classes\n\n| class | words |\n|---|---|\n";
  for (const WordClass& one : classes()) text += fmt::format("| `@{}` | {} |\n", one.name, table_cell(one.words));
  return text;
}

}  // namespace skeptic::papers
