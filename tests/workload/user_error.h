// What a user would read: the text of the UserError that something throws.
#pragma once

#include <functional>
#include <string>

#include "base/diagnostic.h"

namespace skeptic {

/// Empty where nothing is thrown.
inline std::string user_error(const std::function<void()>& action) {
  try {
    action();
  } catch (const UserError& error) {
    return error.what();
  }
  return {};
}

}  // namespace skeptic
