// Another instruction set than the best, for as long as it lives.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "simulate/kernels/kernels.h"

namespace skeptic {

class ChosenKernels {
 public:
  explicit ChosenKernels(std::string_view name) : before_(kernels().name) { EXPECT_TRUE(choose_kernels(name)) << name; }
  ~ChosenKernels() { choose_kernels(before_); }
  ChosenKernels(const ChosenKernels&) = delete;
  ChosenKernels& operator=(const ChosenKernels&) = delete;

 private:
  std::string before_;
};

}  // namespace skeptic
