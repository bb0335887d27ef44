// SPDX-License-Identifier: MIT
// Loads every scenario file named on stdin, one path a line, and prints what `talentsim check`
// would exit with: 0 or 2. Any other exception, a signal, or a file that takes too long ends the
// program; the path it was at is the last one printed.
#include <unistd.h>

#include <iostream>
#include <string>

#include "run/check.h"
#include "scenario/loader.h"
#include "support/error.h"

int main() {
  constexpr unsigned kPatienceSeconds = 60;
  for (std::string path; std::getline(std::cin, path);) {
    ::alarm(kPatienceSeconds);
    std::cout << path << std::flush;
    int code = 0;
    try {
      const auto scenario = talentsim::scenario::load(path);
      talentsim::run::check_report(scenario, 1);
    } catch (const talentsim::ScenarioError&) {
      code = 2;
    }
    std::cout << ' ' << code << '\n' << std::flush;
  }
}
