// Evidence records of a review, taken at their word: their commands are run, and must give the numbers.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>

#include "program.h"

namespace skeptic::app_test {

/// Every object of a review's JSON that has a `text` and its `evidence`.
inline void for_each_sentence(const Json& json, const std::function<void(const Json&)>& visit) {
  if (json.is_object() && json.contains("text") && json.contains("evidence")) visit(json);
  if (json.is_structured())
    for (const Json& part : json) for_each_sentence(part, visit);
}

/// A number as a sentence prints it, "1.04×", "26 %", "62,491 cycles", "+0.0751 mm²", and half a unit of its last digit.
struct Printed {
  double value = 0, tolerance = 0;
};

inline Printed printed(std::string text) {
  std::erase(text, ',');
  char* end = nullptr;
  Printed number{std::strtod(text.c_str(), &end), 0};
  const std::string unit(end), digits = text.substr(0, text.size() - unit.size());
  const std::size_t exponent = digits.find('e'), point = digits.find('.');
  const auto decimals = point == std::string::npos ? 0 : static_cast<int>(std::min(exponent, digits.size()) - point) - 1;
  const double scale = unit.starts_with(" %") ? 1e-2 : unit.starts_with(" Mbit") ? 1e6 : unit.starts_with(" mJ") ? 1e-3 : 1;
  number.value *= scale;
  number.tolerance = 0.5000001 * scale * std::pow(10.0, (exponent == std::string::npos ? 0 : std::atoi(digits.c_str() + exponent + 1)) - decimals);
  return number;
}

/// Whether a record's sentence says its value.
inline bool says_its_value(const Json& record) {
  const double value = record["value"];
  const std::string text = record["text"];
  if (text == "under 0.05 %") return value > 0 && value < 0.0005;
  if (text == "over -0.05 %") return value < 0 && value > -0.0005;
  const Printed number = printed(text);
  return std::abs(number.value - value) <= number.tolerance;
}

class EvidenceTest : public ProgramTest {
 protected:
  /// What the command of a record gives now; nothing, with a failure, where it does not run or does not hold the key.
  std::optional<double> repeated(const Json& record) {
    const std::string whole = record["command"];
    const std::size_t comment = whole.find("   # ");
    if (comment == std::string::npos) return among_numbers(output(whole), record["value"]);
    const std::string command = whole.substr(0, comment), key = whole.substr(comment + 5);
    constexpr std::string_view kOver = ", over those with ";
    if (const std::size_t over = key.find(kOver); over != std::string::npos) {
      const std::string flag = key.substr(over + kOver.size()), name = flag.substr(0, flag.find(' ') + 1);
      std::string other = command;
      const std::size_t at = other.find(name);
      other.replace(at, other.find(' ', at + name.size()) - at, flag);
      return ratio(at_key(output(command), key.substr(0, over)), at_key(output(other), key.substr(0, over)));
    }
    return at_key(output(command), key);
  }

  const Json& output(const std::string& command) {
    const auto found = outputs_.find(command);
    if (found != outputs_.end()) return found->second;
    const Result result = shell(command);
    EXPECT_EQ(result.code, 0) << command << "\n" << result.err;
    EXPECT_EQ(result.err, "") << command;
    EXPECT_TRUE(Json::accept(result.out)) << command;
    return outputs_[command] = result.code == 0 ? result.json() : Json::object();
  }

  /// Every record's command gives the record's value; a latency that was searched is one at which the speed-up is as the record says.
  void expect_reproduced(const Json& review) {
    for (const Json& record : review["evidence"]) {
      EXPECT_TRUE(says_its_value(record)) << record.dump(1);
      const std::optional<double> value = repeated(record);
      ASSERT_TRUE(value) << record.dump(1);
      const double expected = record["value"];
      EXPECT_TRUE(expected == 0 || std::abs(expected) > 1e-12) << "the rounding of a difference, told as a number: " << record.dump(1);
      const std::string what = record["what"], command = record["command"];
      if (what.starts_with("shortest latency tried that costs a twentieth")) {
        EXPECT_LT(*value, 0.95 * without_latency(command)) << record.dump(1);
      } else if (what.starts_with("longest latency at which the proposal is no slower")) {
        EXPECT_GE(*value, 1.0) << record.dump(1);
      } else {
        EXPECT_NEAR(*value, expected, 1e-9 * std::abs(expected) + 1e-15) << record.dump(1);
      }
    }
  }

 private:
  /// The speed-up that a command gives with a latency of 0.
  double without_latency(std::string command) {
    const std::string key = "decide.latency=";
    const std::size_t from = command.find(key) + key.size(), to = command.find(" cycles", from);
    command.replace(from, to - from, "0");
    return output(command.substr(0, command.find("   # ")))["speedup"];
  }

  static std::optional<double> at_key(const Json& json, const std::string& path) {
    const Json* place = &json;
    std::istringstream names(path);
    for (std::string name; std::getline(names, name, '.');) {
      if (place->is_array() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
          std::stoul(name) < place->size()) {
        place = &place->at(std::stoul(name));
        continue;
      }
      if (const std::size_t equals = name.find('='); place->is_array() && equals != std::string::npos) {  // "x=16": the entry with that member
        const std::string member = name.substr(0, equals), wanted = name.substr(equals + 1);
        const auto entry = std::find_if(place->begin(), place->end(), [&](const Json& one) {
          return one.contains(member) && (one[member].is_string() ? one[member].get<std::string>() : one[member].dump()) == wanted;
        });
        if (entry == place->end()) return std::nullopt;
        place = &*entry;
        continue;
      }
      if (!place->is_object() || !place->contains(name)) return std::nullopt;
      place = &place->at(name);
    }
    return place->is_number() ? std::optional<double>(place->get<double>()) : std::nullopt;
  }
  static std::optional<double> ratio(std::optional<double> a, std::optional<double> b) {
    return a && b ? std::optional<double>(*a / *b) : std::nullopt;
  }

  /// `skeptic cost` prints every part: the record's number must be one of them, or the growth of one. The nearest is returned.
  static std::optional<double> among_numbers(const Json& json, double value) {
    std::optional<double> nearest;
    const auto consider = [&](double number) {
      if (!nearest || std::abs(number - value) < std::abs(*nearest - value)) nearest = number;
    };
    const std::function<void(const Json&)> walk = [&](const Json& part) {
      if (part.is_number()) consider(part.get<double>());
      if (part.is_object() && part.contains("after_mm2")) consider(part["after_mm2"].get<double>() - part["before_mm2"].get<double>());
      if (part.is_structured())
        for (const Json& inner : part) walk(inner);
    };
    walk(json);
    return nearest;
  }

  std::map<std::string, Json> outputs_;
};

}  // namespace skeptic::app_test
