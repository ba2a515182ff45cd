// The rules of the Trace Event Format (Google, "Trace Event Format", 2016: the JSON object format; complete, counter and metadata events), as far as
// Skeptic's traces use it, and those of its readers: slices of a track must not overlap, however a reader turns microseconds into nanoseconds.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/json.h"

namespace skeptic {

/// What breaks a rule; empty where nothing does.
inline std::string broken_rule(const Json& trace) {
  const auto has = [](const Json& in, const char* key, auto is) { return in.contains(key) && (in[key].*is)(); };
  if (!trace.is_object() || !has(trace, "traceEvents", &Json::is_array)) return "no traceEvents";
  for (const auto& [key, value] : trace.items())
    if (!std::set<std::string>{"traceEvents", "displayTimeUnit", "otherData"}.contains(key)) return "key " + key;
  if (trace.contains("displayTimeUnit") && trace["displayTimeUnit"] != "ms" && trace["displayTimeUnit"] != "ns") return "displayTimeUnit";
  std::map<std::pair<int, int>, std::vector<std::pair<double, double>>> tracks;
  std::map<std::tuple<int, std::string>, double> counters;
  std::set<std::pair<int, int>> named;
  for (const Json& event : trace["traceEvents"]) {
    const std::string text = event.dump();
    if (!has(event, "ph", &Json::is_string) || !has(event, "pid", &Json::is_number_integer) || !has(event, "tid", &Json::is_number_integer) ||
        !has(event, "name", &Json::is_string) || !has(event, "args", &Json::is_object))
      return "a field is missing: " + text;
    const std::string ph = event["ph"];
    const std::pair<int, int> track{event["pid"], event["tid"]};
    if (ph == "M") {
      const std::string name = event["name"];
      const bool names = name == "process_name" || name == "thread_name", sorts = name == "process_sort_index" || name == "thread_sort_index";
      if (!(names && has(event["args"], "name", &Json::is_string)) && !(sorts && has(event["args"], "sort_index", &Json::is_number_integer)))
        return "metadata: " + text;
      if (name == "thread_name") named.insert(track);
      continue;
    }
    if (!has(event, "ts", &Json::is_number) || event["ts"] < 0) return "no time: " + text;
    if (ph == "C") {
      if (event["args"].empty()) return "a counter of nothing: " + text;
      for (const auto& [key, value] : event["args"].items())
        if (!value.is_number()) return "a counter that is no number: " + text;
      const std::tuple<int, std::string> counter{track.first, event["name"]};
      if (counters.contains(counter) && event["ts"].get<double>() < counters[counter]) return "a counter goes back: " + text;
      counters[counter] = event["ts"];
    } else if (ph == "X") {
      if (!has(event, "dur", &Json::is_number) || event["dur"] < 0) return "no duration: " + text;
      if (!named.contains(track)) return "a track without a name: " + text;
      tracks[track].emplace_back(event["ts"], event["dur"]);
    } else {
      return "phase " + ph;
    }
  }
  const std::pair<std::string, std::function<double(double)>> readers[] = {{"exact", [](double ns) { return ns; }},
                                                                           {"cut", [](double ns) { return std::floor(ns); }},
                                                                           {"rounded", [](double ns) { return std::round(ns); }}};
  for (auto& [track, slices] : tracks) {
    std::stable_sort(slices.begin(), slices.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [how, read] : readers)
      for (std::size_t i = 1; i < slices.size(); ++i)
        if (read(slices[i - 1].first * 1000) + read(slices[i - 1].second * 1000) > read(slices[i].first * 1000) + 1e-3)
          return "overlap on track " + std::to_string(track.first) + "." + std::to_string(track.second) + ", " + how + ", slice " + std::to_string(i);
  }
  return {};
}

}  // namespace skeptic
