// A fit as a file: the same to the last bit, and what is wrong with one that others wrote.
#include "workload/fit/fit_file.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "support/random_trace.h"
#include "workload/fit/draw.h"
#include "workload/fit/estimate.h"
#include "workload/user_error.h"

namespace skeptic {
namespace {

class FitFile : public ::testing::Test {
 protected:
  FitFile() { write_random_trace(trace(), small_network(), trace_header(5)); }
  std::string trace() const { return folder_.file("t.trace"); }
  Fit fit() const { return fit_trace(Trace(trace()), 5); }
  /// What a reader is told of a fit that was changed.
  std::string told(const std::function<void(Json&)>& change) const {
    Json json = fit_json(fit());
    change(json);
    return user_error([&] { parse_fit(json.dump(), "f.json"); });
  }
  static std::string diagnostic(const std::string& message, const std::string& expected) {
    return "f.json: error: " + message + " [fit-format]\n  expected: " + expected + "\n";
  }
  TraceFolder folder_;
};

void expect_same(const Fit& a, const Fit& b) {
  EXPECT_EQ(a.network.text, b.network.text);
  EXPECT_EQ(a.trace, b.trace);
  EXPECT_EQ(a.named, b.named);
  EXPECT_EQ(a.pruned_by, b.pruned_by);
  EXPECT_EQ(a.pruning, b.pruning);
  EXPECT_EQ(a.inputs, b.inputs);
  EXPECT_EQ(a.masks, b.masks);
  EXPECT_EQ(a.layers, b.layers);
}

TEST_F(FitFile, TheSameToTheLastBit) {
  Fit written = fit();
  expect_same(parse_fit(fit_json(written).dump(), "f.json"), written);
  written.named = "small.yaml", written.pruned_by = "mine", written.pruning = "activations 2:4\nmore", written.masks = true;
  const std::string text = fit_json(written).dump();
  const Fit read = parse_fit(text, "f.json");
  expect_same(read, written);
  EXPECT_EQ(fit_json(read).dump(), text);
}

TEST_F(FitFile, SparseWeightsAndSingleInputsToo) {
  TraceHeader header = trace_header(1, TraceStore::Masks);
  write_random_trace(folder_.file("one.trace"), small_network(), header);
  Fit one = fit_trace(Trace(folder_.file("one.trace")), 1);
  EXPECT_TRUE(one.masks);
  one.layers[1].weights->pattern = "2:4";
  expect_same(parse_fit(fit_json(one).dump(), "f.json"), one);
}

TEST_F(FitFile, WhatIsNoFit) {
  const auto of_text = [](const std::string& text) { return user_error([&] { parse_fit(text, "f.json"); }); };
  EXPECT_EQ(of_text("{\"skeptic-fit\": 1,"), diagnostic("is not JSON at byte 19", "a file that `skeptic fit` wrote"));
  EXPECT_EQ(of_text("[1e999]"), diagnostic("is not JSON", "a file that `skeptic fit` wrote"));
  EXPECT_EQ(of_text("{}"), diagnostic("is no fit: it has no \"skeptic-fit\"", "a file that `skeptic fit` wrote"));
  EXPECT_EQ(of_text("[]"), diagnostic("is no fit: it has no \"skeptic-fit\"", "a file that `skeptic fit` wrote"));
  EXPECT_EQ(of_text("{\"skeptic-fit\": 1}"), diagnostic("has no \"network\"", "every key of docs/fit.md"));
  EXPECT_EQ(user_error([&] { read_fit(folder_.file("none.json")); }), folder_.file("none.json") + ": error: no such file [file-missing]\n");
}

TEST_F(FitFile, WhatTheWholeFileGetsWrong) {
  EXPECT_EQ(told([](Json& fit) { fit["skeptic-fit"] = 2; }), diagnostic("skeptic-fit is 2", "version 1"));
  EXPECT_EQ(told([](Json& fit) { fit["colour"] = "red"; }), diagnostic("has a key \"colour\"", "the keys of docs/fit.md alone"));
  EXPECT_EQ(told([](Json& fit) { fit["network"] = "other"; }), diagnostic("network is \"other\", and the table is of \"small\"", "one network"));
  EXPECT_EQ(told([](Json& fit) { fit["inputs"] = 1.5; }), diagnostic("inputs is 1.5", "a whole number from 1 to 2147483648"));
  EXPECT_EQ(told([](Json& fit) { fit["store"] = "bits"; }), diagnostic("store is \"bits\"", "values or masks"));
  EXPECT_EQ(told([](Json& fit) { fit["blobs"].erase(0); }),
            diagnostic("blobs are not those of this version", "[[1,1],[2,2],[4,4],[8,8],[1,4],[4,1],[1,16],[16,1]]"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"].erase(0); }), diagnostic("layers is a list of 3", "a list of 4"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"] = 4; }), diagnostic("layers is no list", "a list"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"][0]["name"] = "conv2"; }), diagnostic("layers[0].name is \"conv2\"", "conv1, as the network has it"));
  // Its network's table is told of in its own words.
  EXPECT_TRUE(told([](Json& fit) {
                fit["network_table"] = "name: small\n";
              }).starts_with("f.json:network_table:1:1: error: a network lacks the key \"title\" [network-layer]\n"));
}

TEST_F(FitFile, WhatALayerGetsWrong) {
  const auto of_tensor = [&](const std::function<void(Json&)>& change) { return told([&](Json& fit) { change(fit["layers"][1]["activations"]); }); };
  const std::string tensor = "layers[1].activations";
  EXPECT_EQ(of_tensor([](Json& fit) { fit = 1; }), diagnostic(tensor + " is no mapping", "a mapping"));
  EXPECT_EQ(of_tensor([](Json& fit) { fit["density"] = 1.25; }), diagnostic(tensor + ".density is 1.25", "a number from 0 to 1"));
  EXPECT_EQ(of_tensor([](Json& fit) { fit["own"] = {1, 0.5, 0, 0, 0, 0, 0, 0}; }), diagnostic(tensor + ".own sums to 1.5", "shares that sum to 1"));
  EXPECT_EQ(of_tensor([](Json& fit) { fit["channels"].erase(3); }), diagnostic(tensor + ".channels is a list of 15", "a list of 16"));
  EXPECT_EQ(of_tensor([](Json& fit) { fit["channels"][3]["alpha"] = 0; }),
            diagnostic(tensor + ".channels[3].alpha is 0", "a number from 1e-30 to 1000000000"));
  EXPECT_EQ(of_tensor([](Json& fit) { fit["channels"][3]["point"] = 0.5; }),
            diagnostic(tensor + ".channels[3] has a key \"alpha\"", "the keys of docs/fit.md alone"));
  EXPECT_EQ(of_tensor([](Json& fit) {
              fit["channels"][3]["fields"].push_back(0.1);
            }).find("f.json: error: layers[1].activations.channels[3].fields is a list of "),
            0u);
  EXPECT_EQ(of_tensor([](Json& fit) {
              fit["channels"][3]["inputs"] = {0, 0, 0, 0, 0};
            }).find("f.json: error: layers[1].activations.channels[3].inputs is a list of 5"),
            0u);
  const Json field{{"blobs", {1, 0, 0, 0, 0, 0, 0, 0}}, {"lasting", 0.5}};
  EXPECT_EQ(of_tensor([&](Json& fit) { fit["common"] = Json::array({field}); }),
            diagnostic(tensor + ".common[0] has a profile, or a lasting part, without the other", "both or none"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"][1]["weights"]["pattern"] = "3:4"; }),
            diagnostic("layers[1].weights.pattern is \"3:4\"", "1:4, 2:8, 1:2, 2:4, 4:8 or nothing"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"][1]["weights"].erase("rows"); }),
            diagnostic("layers[1].weights has no \"rows\"", "every key of docs/fit.md"));
  EXPECT_EQ(told([](Json& fit) { fit["layers"][2].erase("second"); }), diagnostic("layers[2] has no \"second\"", "every key of docs/fit.md"));
}

TEST_F(FitFile, NestedWithoutEnd) {
  std::string text = fit_json(fit()).dump();
  const std::string key = "\"density\":";
  const std::size_t value = text.find(key) + key.size();
  text.replace(value, text.find(',', value) - value, std::string(200000, '[') + std::string(200000, ']'));
  EXPECT_EQ(user_error([&] { parse_fit(text, "f.json"); }), diagnostic("is nested deeper than 16 levels", "a file that `skeptic fit` wrote"));
  // Brackets in a text are none.
  EXPECT_EQ(told([](Json& fit) { fit["trace"] = std::string(100, '[') + "\"[[[\\"; }), "");
  EXPECT_EQ(told([](Json& fit) { fit["layers"][0]["activations"]["density"] = Json::array({1}); }),
            diagnostic("layers[0].activations.density is a list", "a number from 0 to 1"));
}

/// Whatever numbers a file is allowed to have, what is drawn from it is finite.
TEST_F(FitFile, TheMostExtremeNumbersStillDraw) {
  for (const double alpha : {1e-30, 1.0, 1e9})
    for (const double beta : {1e-30, 1.0, 1e9})
      for (const double negative : {0.0, 1e-30, 0.999999999, 1.0}) {
        Json json = fit_json(fit());
        Json& tensor = json["layers"][1]["activations"];
        tensor["negative"] = negative;
        for (Json& channel : tensor["channels"]) {
          channel["alpha"] = alpha, channel["beta"] = beta, channel["scale"] = 1e30;
          for (Json& loading : channel["fields"]) loading = 1;
          for (Json& loading : channel["inputs"]) loading = -1;
        }
        for (const double density : {0.5, 1.0}) {
          tensor["density"] = density;
          const Fit read = parse_fit(json.dump(), "f.json");
          std::vector<float> values(static_cast<std::size_t>(read.layers[1].activations.shape.elements()));
          for (std::int64_t i = 0; i < 3; ++i) {
            draw_tensor(read.layers[1].activations, 1, i, values);
            for (const float value : values) ASSERT_TRUE(std::isfinite(value)) << alpha << " " << beta << " " << negative;
          }
        }
      }
}

}  // namespace
}  // namespace skeptic
