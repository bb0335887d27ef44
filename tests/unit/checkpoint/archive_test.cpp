// SPDX-License-Identifier: MIT
#include "checkpoint/archive.h"

#include <doctest/doctest.h>

#include <cstring>
#include <limits>

#include "lib/memory.h"

namespace talentsim::checkpoint {

TEST_CASE("values of every shape come back") {
  test::Memory memory;
  Writer write(memory);
  const std::map<int, std::vector<std::string>> named = {{-3, {"a", ""}}, {5, {}}};
  const std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> rows = {{7, {1, 2}}, {1, {}}};
  const std::array<std::vector<double>, 2> reals = {std::vector<double>{0.1, -0.0}, {}};
  const auto shared = std::make_shared<const std::string>("shared");
  write(named);
  write(rows);
  write(reals);
  write(shared);
  write(std::shared_ptr<const std::string>());
  Reader read(memory);
  std::map<int, std::vector<std::string>> named_again;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> rows_again;
  std::array<std::vector<double>, 2> reals_again;
  std::shared_ptr<const std::string> shared_again, none = shared;
  read(named_again);
  read(rows_again);
  read(reals_again);
  read(shared_again);
  read(none);
  CHECK(named_again == named);
  CHECK(rows_again == rows);
  CHECK(reals_again == reals);
  CHECK(*shared_again == "shared");
  CHECK(none == nullptr);
  CHECK(memory.left() == 0);
}

TEST_CASE("figures come back, zeros in little room") {
  using Limits = std::numeric_limits<std::int64_t>;
  std::vector<std::int64_t> figures(100'000);
  figures[3] = 1;
  figures[70'000] = -1;
  figures[70'001] = Limits::max() / 2;
  figures[99'999] = Limits::min() / 2;
  for (const auto& list : {figures, std::vector<std::int64_t>{}, std::vector<std::int64_t>{0}}) {
    test::Memory memory;
    Writer write(memory);
    visit_figures(write, list);
    CHECK(memory.left() < 60);
    Reader read(memory);
    std::vector<std::int64_t> again = {9};
    visit_figures(read, again);
    CHECK(again == list);
  }
}

TEST_CASE("a length beyond what is left is refused before memory is asked for") {
  test::Memory memory;
  Writer write(memory);
  write(std::uint64_t{1} << 60);
  Reader read(memory);
  std::vector<double> values;
  CHECK_THROWS_AS(read(values), RunError);
}

}  // namespace talentsim::checkpoint
