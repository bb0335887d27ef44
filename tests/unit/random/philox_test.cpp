// SPDX-License-Identifier: MIT
// The generator against its authors' own answers, and the packing of draws into counters.
#include "random/philox.h"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <vector>

#include "random/draws.h"
#include "random/many.h"

namespace talentsim::random {

// Random123 1.14.0 (D. E. Shaw Research), tests/kat_vectors, the rows "philox4x32 10": counter,
// key, answer.
TEST_CASE("Philox4x32-10 gives the published answers") {
  struct Answer {
    Block counter;
    std::uint32_t key0, key1;
    Block words;
  };
  const std::vector<Answer> published = {
      {{0, 0, 0, 0}, 0, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       0xffffffff,
       0xffffffff,
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       0xa4093822,
       0x299f31d0,
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const auto& answer : published)
    CHECK(philox4x32(answer.counter, answer.key0, answer.key1) == answer.words);
}

TEST_CASE("the answers hold at compile time too") {
  static_assert(philox4x32({0, 0, 0, 0}, 0, 0)[0] == 0x6627e8d5);
}

TEST_CASE("the seed is the key, and a replicate is a word of the counter") {
  const Month month = Month::of(2023, 5);
  const Luck luck{0x0123456789abcdef, 7};
  const auto block = luck.block(0x1f2e3d4c5b6a79, month, Stream::hire, 0xabcde);
  const Block counter = {0x4c5b6a79u, 0x1f2e3du | 23u << 21, 1480u | 0xabcdeu << 12, 7};
  REQUIRE(month.index() == 1480);
  REQUIRE(static_cast<std::uint32_t>(Stream::hire) == 23);
  CHECK(block == philox4x32(counter, 0x89abcdef, 0x01234567));
}

// Every field of a draw reaches bits of the counter that no other field does: flipping any one bit
// of any field gives another block, and all of these differ from each other.
TEST_CASE("no two draws share a counter") {
  const Month first(0);
  std::set<Block> seen;
  std::size_t draws = 0;
  const auto add = [&](const Luck& luck, std::uint64_t key, Month month, std::uint32_t stream,
                       std::uint32_t ordinal) {
    seen.insert(luck.block(key, month, static_cast<Stream>(stream), ordinal));
    ++draws;
  };
  add({1, 0}, 0, first, 0, 0);
  for (int bit = 0; bit < 53; ++bit) add({1, 0}, std::uint64_t{1} << bit, first, 0, 0);
  for (int bit = 0; bit < 12; ++bit) add({1, 0}, 0, Month(1 << bit), 0, 0);
  for (int bit = 0; bit < 11; ++bit) add({1, 0}, 0, first, 1u << bit, 0);
  for (int bit = 0; bit < 20; ++bit) add({1, 0}, 0, first, 0, 1u << bit);
  for (int bit = 0; bit < 32; ++bit) add({1, 1u << bit}, 0, first, 0, 0);
  CHECK(draws == 1 + 53 + 12 + 11 + 20 + 32);
  CHECK(seen.size() == draws);
}

TEST_CASE("streams leave room in the eleven bits they have") {
  CHECK(static_cast<std::uint32_t>(Stream::row_order) < 1u << 11);
}

namespace {

std::vector<Lanes> widths() {
  std::vector<Lanes> all = {narrow_lanes()};
  if (const auto* wide = wide_lanes()) all.push_back(*wide);
  return all;
}

}  // namespace

TEST_CASE("blocks drawn side by side are the blocks drawn one by one, in vectors of each width") {
  const Luck luck{20221228, 3};
  const Month month = Month::of(2030, 1);
  for (const auto& width : widths())
    for (const std::uint32_t start : {0u, 8u, 123456u, 0xfffffff0u}) {
      std::array<std::uint32_t, 4 * kBlocksAtOnce> words{};
      width.consecutive_blocks(luck, counter_of(month, Stream::screen_resident, 0), start,
                               words.data());
      for (std::uint32_t lane = 0; lane < kBlocksAtOnce; ++lane) {
        const auto block = luck.block(std::uint64_t{start} + lane, month, Stream::screen_resident);
        for (std::size_t word = 0; word < 4; ++word) CHECK(words[4 * lane + word] == block[word]);
      }
    }
}

TEST_CASE("words of any keys drawn side by side are those drawn one by one, in each width") {
  const Luck luck{0x1234567890, 2};
  const Month month = Month::of(2024, 9);
  std::array<std::uint64_t, kBlocksAtOnce> keys{};
  for (std::size_t lane = 0; lane < kBlocksAtOnce; ++lane)
    keys[lane] = (std::uint64_t{lane} << 48) ^ (0x123456789abcdull >> lane);
  for (const auto& width : widths()) {
    std::array<std::uint32_t, kBlocksAtOnce> words{};
    width.first_words(luck, counter_of(month, Stream::screen_newcomer, 0), keys.data(),
                      words.data());
    for (std::size_t lane = 0; lane < kBlocksAtOnce; ++lane)
      CHECK(words[lane] == luck.block(keys[lane], month, Stream::screen_newcomer)[0]);
    std::array<std::uint32_t, 4 * kBlocksAtOnce> all{};
    width.blocks(luck, counter_of(month, Stream::hire, 5), keys.data(), all.data());
    for (std::size_t lane = 0; lane < kBlocksAtOnce; ++lane)
      for (std::size_t word = 0; word < 4; ++word)
        CHECK(all[4 * lane + word] == luck.block(keys[lane], month, Stream::hire, 5)[word]);
    std::array<std::uint64_t, kBlocksAtOnce> months{};
    for (std::size_t lane = 0; lane < kBlocksAtOnce; ++lane) months[lane] = lane * 273;
    width.blocks_of_months(luck, counter_of(Month(0), Stream::career, 1), keys.data(),
                           months.data(), all.data());
    for (std::size_t lane = 0; lane < kBlocksAtOnce; ++lane)
      for (std::size_t word = 0; word < 4; ++word)
        CHECK(all[4 * lane + word] == luck.block(keys[lane], Month(static_cast<int>(months[lane])),
                                                 Stream::career, 1)[word]);
  }
}

TEST_CASE("a list of any length gets its own draws, in order") {
  const Luck luck{0x1234567890, 2};
  const Month month = Month::of(2024, 9);
  for (const std::size_t count : {0u, 1u, 15u, 16u, 17u, 70u}) {
    std::size_t next = 0, next_block = 0;
    const auto key_of = [](std::size_t i) { return std::uint64_t{i} << 33 | 7; };
    for_first_words(luck, month, Stream::join, count, key_of, [&](std::size_t i, std::uint32_t w) {
      CHECK(i == next++);
      CHECK(w == luck.block(key_of(i), month, Stream::join)[0]);
    });
    for_blocks(luck, month, Stream::initial, 2, count, key_of, [&](std::size_t i, const Block& b) {
      CHECK(i == next_block++);
      CHECK(b == luck.block(key_of(i), month, Stream::initial, 2));
    });
    const auto month_of = [](std::size_t i) { return Month(static_cast<int>(i * i % 997)); };
    std::size_t next_month = 0;
    for_blocks_of_months(luck, Stream::career, 0, count, key_of, month_of,
                         [&](std::size_t i, const Block& b) {
                           CHECK(i == next_month++);
                           CHECK(b == luck.block(key_of(i), month_of(i), Stream::career));
                         });
    CHECK(next_month == count);
    CHECK(next == count);
    CHECK(next_block == count);
  }
}

}  // namespace talentsim::random
