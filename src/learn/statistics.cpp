#include "learn/statistics.h"

#include <algorithm>
#include <cmath>

namespace skeptic {
namespace {

struct Spread {
  double mean = 0, deviation = 0;
};

/// Mean and population standard deviation.
Spread spread(const std::vector<double>& values) {
  Spread result;
  for (const double value : values) result.mean += value;
  result.mean /= static_cast<double>(values.size());
  for (const double value : values) result.deviation += (value - result.mean) * (value - result.mean);
  result.deviation = std::sqrt(result.deviation / static_cast<double>(values.size()));
  return result;
}

}  // namespace

void ZeroStatistics::add(std::int64_t first, const torch::Tensor& values, std::int64_t count) {
  // [n][positions][channels]
  const torch::Tensor rows = values.dim() == 4 ? values.flatten(2).transpose(1, 2) : values.reshape({values.size(0), -1, values.size(-1)});
  const torch::Tensor zeros = (rows == 0).sum(1, false, torch::kInt32).contiguous();
  const torch::Tensor largest = rows.abs().amax({1, 2}).to(torch::kFloat64).contiguous();
  for (std::int64_t n = 0; n < count; ++n) {
    Input& input = by_input_[static_cast<std::size_t>(first + n)];
    const std::int32_t* const from = zeros[n].data_ptr<std::int32_t>();
    input.zeros.assign(from, from + zeros.size(1));
    input.positions = rows.size(1);
    input.shape = values.sizes().slice(1).vec();
    input.largest = largest[n].item<double>();
  }
}

ZeroReport ZeroStatistics::report(std::string name) const {
  ZeroReport report;
  report.name = std::move(name);
  report.shape = by_input_.front().shape;
  const std::size_t channels = by_input_.front().zeros.size();
  const auto positions = static_cast<double>(by_input_.front().positions);
  std::vector<double> fractions;
  std::vector<std::int64_t> totals(channels, 0);
  for (const Input& input : by_input_) {
    std::int64_t zeros = 0;
    std::vector<double> own;
    for (std::size_t c = 0; c < channels; ++c) {
      zeros += input.zeros[c];
      totals[c] += input.zeros[c];
      own.push_back(input.zeros[c] / positions);
    }
    fractions.push_back(static_cast<double>(zeros) / (positions * static_cast<double>(channels)));
    report.channel_spread += spread(own).deviation / static_cast<double>(by_input_.size());
    report.largest = std::max(report.largest, input.largest);
  }
  const Spread inputs = spread(fractions);
  report.mean = inputs.mean;
  report.deviation = inputs.deviation;
  report.least = *std::min_element(fractions.begin(), fractions.end());
  report.most = *std::max_element(fractions.begin(), fractions.end());
  for (const std::int64_t total : totals) {
    report.channels.push_back(static_cast<double>(total) / (positions * static_cast<double>(by_input_.size())));
    report.dead_channels += report.channels.back() == 1 ? 1 : 0;
  }
  report.channel_deviation = spread(report.channels).deviation;
  return report;
}

}  // namespace skeptic
