// The proposal beside the library, on the layers that stand for the network.
#include "base/diagnostic.h"
#include "review/case_file.h"

namespace skeptic {
namespace {

/// Shapes on which the library is lined up: the whole network would take longer than the rest of a review.
constexpr std::int64_t kLinedUpShapes = 6;

}  // namespace

// Networks whose inputs are measured are lined up on drawn ones, because every design that prunes would have to run
// in each of them by itself; a trace is taken as it is, its first batch.
Field field_of(Laboratory& laboratory, const Subject& proposal, Setting setting, double from, double until) {
  Field field;
  field.drawn = setting.shipped();
  setting = field.drawn ? setting.synthetic() : setting;
  setting.closed_loop = false;
  if (setting.inputs) setting.inputs = setting.images;
  setting.shapes = kLinedUpShapes;
  field.layers = static_cast<std::int64_t>(laboratory.representatives(setting).size());
  try {
    field.lineup = line_up(laboratory, {proposal}, true, setting, from, until);
    laboratory.forget(setting);
  } catch (const UserError&) {
    // A trace of masks, on which the proposal runs in a closed loop alone.
  }
  return field;
}

}  // namespace skeptic
