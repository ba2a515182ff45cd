#include "app/exit_code.h"

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <system_error>

#include "base/diagnostic.h"

namespace skeptic {

int exit_code_of(std::string_view program, const std::function<int()>& run) {
  try {
    return run();
  } catch (const UserError& error) {
    fmt::print(stderr, "{}", error.what());
    return 2;
  } catch (const std::system_error& error) {  // what is printed cannot be: a full disk, a closed terminal
    fmt::print(stderr, "error: standard output cannot be written: {} [file-unwritable]\n", error.code().message());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}: internal error: {}\n", program, error.what());
    return 1;
  }
}

}  // namespace skeptic
