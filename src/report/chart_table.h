// The numbers of a chart as a table: what everyone can read, whether a picture is there or not.
#pragma once

#include <string>
#include <vector>

#include "review/chart.h"

namespace skeptic {

struct ChartTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< as wide as the header; a place without a number is empty
  std::size_t keys = 1;                        ///< the first columns, which say what a row is
};

ChartTable chart_table(const Chart& chart);

/// Four digits, or a whole number in full: "0.8412", "1,234,567".
std::string chart_number(double value);

/// A place on an axis: "42 %", "depthwise".
std::string chart_place(const ChartAxis& axis, double x);

}  // namespace skeptic
