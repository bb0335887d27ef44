// SPDX-License-Identifier: MIT
#include "commands/say.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "support/error.h"

namespace talentsim::commands {

void print_out(const std::string& text, const std::string& consequence) {
  const bool printed = std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
  if (!printed)
    throw RunError(
        fmt::format("cannot print to stdout ({}) {}", std::strerror(errno), consequence));
}

void complain(const std::string& text) { std::fputs((text + '\n').c_str(), stderr); }

}  // namespace talentsim::commands
