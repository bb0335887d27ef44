// SPDX-License-Identifier: MIT
#include "run/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace talentsim::run {
namespace {

constexpr int kBarWidth = 40;

void draw_bar(int done, int total, Month month) {
  const int filled = kBarWidth * done / total;
  fmt::print(stderr, "\r{} [{:#<{}}{:.<{}}] {:3d} %", month.text(), "", filled, "", kBarWidth - filled, 100 * done / total);
  if (done == total) fmt::print(stderr, "\n");
  std::fflush(stderr);
}

}  // namespace

Progress progress_to_stderr(bool quiet) {
  if (quiet) return {};
  if (isatty(STDERR_FILENO)) return draw_bar;
  return [](int done, int total, Month month) {
    if (month.month_of_year() == 12 || done == total) fmt::print(stderr, "{}: {} of {} months\n", month.text(), done, total);
  };
}

}  // namespace talentsim::run
