// SPDX-License-Identifier: MIT
#include "run/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace talentsim::run {
namespace {

constexpr int kBarWidth = 40;
constexpr int kLastMonth = 12;  // of a year

// A reader who went away does not stop a run.
void show(const std::string& text) {
  std::fputs(text.c_str(), stderr);
  std::fflush(stderr);
}

void draw_bar(int done, int total, Month month) {
  const int filled = kBarWidth * done / total;
  const auto percent = static_cast<int>(100LL * done / total);
  show(fmt::format("\r{} [{:#<{}}{:.<{}}] {:3d} %{}", month.text(), "", filled, "",
                   kBarWidth - filled, percent, done == total ? "\n" : ""));
}

void print_line(int done, int total, Month month) {
  if (month.month_of_year() == kLastMonth || done == total)
    show(fmt::format("{}: {} of {} months\n", month.text(), done, total));
}

}  // namespace

Progress progress_to_stderr(bool quiet) {
  if (quiet) return {};
  if (isatty(STDERR_FILENO) != 0) return draw_bar;
  return print_line;
}

}  // namespace talentsim::run
