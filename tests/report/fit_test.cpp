// What a fit and its check look like.
#include "report/fit.h"

#include <gtest/gtest.h>

#include "report/style.h"
#include "support/random_trace.h"
#include "workload/fit/estimate.h"

namespace skeptic {
namespace {

FitCheck check_of(std::int64_t inputs) {
  FitCheck check{inputs, 1, {}};
  for (const FitDesignRow& row : kFitDesigns) {
    FitDesignCheck design{&row, {}, {}};
    for (FitLoad* load : {&design.total.real, &design.total.activations, &design.total.all}) *load = {1000, {{0, 10}, {0, 10}}};
    check.designs.push_back(design);
  }
  return check;
}

Fit no_layers() {
  Fit fit;
  fit.network.name = "net";
  fit.trace = "t.trace";
  fit.inputs = 1;
  return fit;
}

std::string first_line(const FitCheck& check) {
  const std::string text = fit_report_text(no_layers(), check, false);
  return text.substr(0, text.find('\n'));
}

TEST(FitText, TheVerdictComesFirst) {
  FitCheck check = check_of(64);
  check.designs[0].total.activations.imbalance = 1032;
  EXPECT_EQ(first_line(check), "drawn tensors load the three machines as the trace does, within 3.2 % (limit 10 %)");
  check.designs[1].total.all.imbalance = 880;
  EXPECT_EQ(
      first_line(check),
      "drawn activations load the three machines as the trace does, within 3.2 % (limit 10 %); with drawn weights too, imbalance of 2:4 + zeros "
      "is 12.0 % off");
  check.designs[2].total.activations.work.largest = {0, 8, 2};
  EXPECT_EQ(first_line(check), "drawn tensors do not load the three machines as the trace does: work largest of slack 4 is 20.0 % off (limit 10 %)");
  check.designs[2].total.real.imbalance = 0;
  EXPECT_EQ(
      first_line(check),
      "drawn tensors do not load the three machines as the trace does: imbalance of slack 4 is 0 on the trace, and not 0 where drawn (limit 10 %)");
}

TEST(FitText, SaysWhatWasFitted) {
  EXPECT_NE(fit_report_text(no_layers(), check_of(64), false)
                .find("\nnet, fitted to 1 input of t.trace; 64 inputs of seed 1 drawn, beside as many of the trace\n\n"),
            std::string::npos);
  EXPECT_NE(fit_report_text(no_layers(), check_of(1), false)
                .find("\nnet, fitted to 1 input of t.trace; 1 input of seed 1 drawn, beside as many of the trace\n"
                      "so few inputs differ by chance alone: --check takes more\n"),
            std::string::npos);
  Fit pruned = no_layers();
  pruned.pruned_by = "mine", pruned.masks = true, pruned.inputs = 1200;
  EXPECT_TRUE(fit_report_text(pruned, {}, false).starts_with("net, fitted to 1,200 inputs of t.trace, masks alone, with the pruning of mine\n"));
}

class FitReport : public ::testing::Test {
 protected:
  FitReport() {
    write_random_trace(folder_.file("t"), small_network(), trace_header(4));
    trace_ = std::make_shared<const Trace>(folder_.file("t"));
    fit_ = std::make_shared<const Fit>(fit_trace(*trace_, 4));
  }
  TraceFolder folder_;
  std::shared_ptr<const Trace> trace_;
  std::shared_ptr<const Fit> fit_;
};

TEST_F(FitReport, AllLinesFitAScreen) {
  Fit fit = *fit_;
  fit.layers[1].name = "encoder.layers.encoder_layer_11.self_attention.out_proj";
  fit.layers[0].activations.density = 1;
  const std::string text = fit_report_text(fit, check_fit(trace_, fit_, 2, 1), false);
  std::size_t from = text.find('\n', text.find('\n') + 1) + 1;  // the file's name is as long as it is
  for (std::size_t to = 0; from < text.size(); from = to + 1) {
    to = text.find('\n', from);
    EXPECT_LE(columns(text.substr(from, to - from)), 120u) << text.substr(from, to - from);
  }
  EXPECT_NE(text.find("\n  encoder.layers.encoder_layer_11.self_attention.out_proj\n                           "), std::string::npos) << text;
  EXPECT_NE(text.find("\n    its other operand "), std::string::npos) << text;
  EXPECT_NE(text.find("\n  without zeros: conv1\n"), std::string::npos) << text;
}

TEST_F(FitReport, JsonHoldsEveryFigure) {
  const FitCheck check = check_fit(trace_, fit_, 2, 1);
  const Json json = fit_report_json(*fit_, check);
  EXPECT_EQ(json["network"], "small");
  EXPECT_EQ(json["store"], "values");
  ASSERT_EQ(json["layers"].size(), 4u);
  EXPECT_EQ(json["layers"][1]["density"], fit_->layers[1].activations.density);
  EXPECT_EQ(json["layers"][2]["second"]["channels"], 16);
  EXPECT_EQ(json["check"]["holds"], check.holds(false));
  ASSERT_EQ(json["check"]["designs"].size(), 3u);
  for (std::size_t d = 0; d < 3; ++d) {
    const Json& design = json["check"]["designs"][d];
    ASSERT_EQ(design["layers"].size(), 4u);
    for (const FitFigureRow& row : kFitFigures) {
      const Json& figure = design["total"][std::string(row.key)];
      EXPECT_EQ(figure["real"], row.of(check.designs[d].total.real));
      EXPECT_EQ(figure["drawn"], row.of(check.designs[d].total.all));
      EXPECT_EQ(figure["error"], relative_error(row.of(check.designs[d].total.real), row.of(check.designs[d].total.activations)));
    }
  }
  EXPECT_FALSE(fit_report_json(*fit_, {}).contains("check"));
}

}  // namespace
}  // namespace skeptic
