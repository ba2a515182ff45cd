// What the numbers of a sentence measure.
#pragma once

#include <string>
#include <vector>

#include "papers/result_words.h"

namespace skeptic::papers {

class ResultMeasures : public ResultWords {
 public:
  /// `before`: what the sentence before measured, `topic`: what a heading or a word alone says.
  ResultMeasures(const Sentence& sentence, std::string before, std::string topic)
      : ResultWords(sentence), before_measure_(std::move(before)), topic_(std::move(topic)) {}

 protected:
  /// The measure whose word is nearest to a list; words of the same clause and part before others.
  std::string metric_of(const std::vector<Mark>& list) const;
  /// A word for speed, and not for any measure.
  bool speed_said() const;
  bool topic_is_energy() const;
  /// "energy consumption": one measure of two words; "memory consumption": none.
  bool metric_beside(std::size_t i) const;
  std::vector<std::string> measures_in_order(const std::vector<Mark>& list) const;
  /// "2.0x and 1.6x improvements in performance and energy efficiency": the measures behind a list.
  std::vector<std::string> measures_behind(const std::vector<Mark>& list) const;
  /// "Area overhead and speed-up come to 6.4 % and 2.28x, respectively": one measure for each of several lists of one.
  std::string metric_in_order(const std::vector<std::vector<Mark>>& lists, std::size_t which) const;

 private:
  std::string before_measure_, topic_;
};

}  // namespace skeptic::papers
