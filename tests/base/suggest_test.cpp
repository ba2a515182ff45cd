#include "base/suggest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace skeptic {
namespace {

const std::vector<std::string> kKeys{"window", "lanes", "empty-window", "order", "slices", "sync", "m"};

TEST(EditDistance, CountsEdits) {
  EXPECT_EQ(edit_distance("", ""), 0);
  EXPECT_EQ(edit_distance("abc", ""), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
  EXPECT_EQ(edit_distance("lanes", "lanse"), 1);  // one transposition
  EXPECT_EQ(edit_distance("abc", "cab"), 2);
}

TEST(EditDistance, IsSymmetric) {
  for (const std::string& a : kKeys)
    for (const std::string& b : kKeys) EXPECT_EQ(edit_distance(a, b), edit_distance(b, a));
}

TEST(DidYouMean, NamesTheNearestWord) {
  EXPECT_EQ(did_you_mean("windwo", kKeys), "did you mean \"window\"?");
  EXPECT_EQ(did_you_mean("lane", kKeys), "did you mean \"lanes\"?");
  EXPECT_EQ(did_you_mean("emptywindow", kKeys), "did you mean \"empty-window\"?");
}

TEST(DidYouMean, APartOfALongNameIsEnough) {
  const std::vector<std::string> names{"activation-density", "row-spread", "layer1.0.conv2"};
  EXPECT_EQ(did_you_mean("densitty", names), "did you mean \"activation-density\"?");
  EXPECT_EQ(did_you_mean("conv2", names), "did you mean \"layer1.0.conv2\"?");
  EXPECT_EQ(did_you_mean("row", names), "");  // too short to be sure
  EXPECT_EQ(did_you_mean("spreading", names), "did you mean \"row-spread\"?");
}

TEST(DidYouMean, SaysNothingWhereNothingIsNear) {
  EXPECT_EQ(did_you_mean("bandwidth", kKeys), "");
  EXPECT_EQ(did_you_mean("window", {}), "");
  EXPECT_EQ(did_you_mean(std::string(201, 'w'), std::vector<std::string>{std::string(202, 'w')}), "");
}

TEST(DidYouMean, TheFirstOfEquals) { EXPECT_EQ(did_you_mean("roe", std::vector<std::string>{"row", "rod"}), "did you mean \"row\"?"); }

}  // namespace
}  // namespace skeptic
