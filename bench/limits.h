// SPDX-License-Identifier: MIT
// What the machine could do at best, measured with the run's own means: the same column widths, the
// same loop over chunks, the same generator. Each figure is the fastest of several passes.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

#include "population/residents.h"
#include "random/many.h"
#include "support/parallel.h"

namespace talentsim::bench {

constexpr std::size_t kRows = 117'188 * 64;  // the whole city, 7.5 million, in whole batches
constexpr std::size_t kScreenRowBytes =
    4;  // what the monthly screen reads of a resident: birth, state
constexpr int kPasses = 7;
constexpr std::size_t kBatch = 4 * random::kBlocksAtOnce;
static_assert(kRows % kBatch == 0);

struct Limits {
  double bandwidth_gb_second = 0;  // reading the screen's columns, 1e9 bytes
  double words_second = 0;         // keyed 32-bit words, drawn in consecutive blocks
  double blocks_second = 0;        // keyed blocks of four words, one at a time
  double skeleton_person_months_second = 0;
};

// The fastest of kPasses calls, in seconds.
template <class Pass>
double fastest_seconds(const Pass& pass) {
  double best = 1e300;
  for (int i = 0; i < kPasses; ++i) {
    const auto start = std::chrono::steady_clock::now();
    pass(i);
    best = std::min(
        best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

// Columns of a city in which only what the screen reads, and what an event writes, is filled in.
struct BareCity {
  std::vector<std::uint16_t> birth = std::vector<std::uint16_t>(kRows),
                             since = std::vector<std::uint16_t>(kRows);
  std::vector<population::State> state = std::vector<population::State>(kRows);

  BareCity() {
    const random::Luck luck{1, 0};
    for (std::uint32_t i = 0; i < kRows; ++i) {
      const auto words = luck.block(i, Month(0), random::Stream::initial);
      birth[i] = static_cast<std::uint16_t>(words[0] % 1080);
      state[i].bits = static_cast<std::uint16_t>(words[1] % 512);
    }
  }
};

// A sum that the compiler cannot leave out.
inline void keep(std::uint64_t value) {
  static std::atomic<std::uint64_t> sink{0};
  sink.fetch_add(value, std::memory_order_relaxed);
}

inline double bandwidth_gb_second(const BareCity& city) {
  const auto seconds = fastest_seconds([&](int) {
    parallel_chunks(kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
      std::uint32_t sum = 0;
      for (std::size_t i = begin; i < end; ++i) sum += city.birth[i] + city.state[i].bits;
      keep(sum);
    });
  });
  return kScreenRowBytes * kRows / seconds * 1e-9;
}

inline double words_second() {
  const random::Luck luck{1, 0};
  const auto seconds = fastest_seconds([&](int pass) {
    parallel_chunks(kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
      std::array<std::uint32_t, kBatch> words;
      std::uint32_t sum = 0;
      for (std::size_t i = begin; i < end; i += kBatch) {
        random::consecutive_blocks(luck, static_cast<std::uint32_t>(i / 4), Month(pass),
                                   random::Stream::initial, words);
        for (const auto word : words) sum += word;
      }
      keep(sum);
    });
  });
  return kRows / seconds;
}

inline double blocks_second() {
  const random::Luck luck{1, 0};
  const auto seconds = fastest_seconds([&](int pass) {
    parallel_chunks(kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
      std::uint32_t sum = 0;
      for (std::size_t i = begin; i < end; ++i)
        sum +=
            luck.block(i << 20 ^ i, Month(pass), random::Stream::initial)[0];  // keys of no order
      keep(sum);
    });
  });
  return kRows / seconds;
}

// A month without a model: every resident's word against a bound from a table by class, 2 % acted
// on, an act being one more draw and two writes.
inline double skeleton_person_months_second(BareCity& city) {
  const random::Luck luck{1, 0};
  constexpr int kAges = 111;
  std::vector<std::uint32_t> bounds(population::kScreenClasses * kAges);
  for (std::size_t c = 0; c < bounds.size(); ++c)
    bounds[c] = static_cast<std::uint32_t>(0x1p32 * (c % 2 == 0 ? 0.01 : 0.03));
  const auto seconds = fastest_seconds([&](int pass) {
    const int now = 1476 + pass;
    std::vector<std::int32_t> age_of(2048);
    for (int birth = 0; birth < 2048; ++birth)
      age_of[birth] = std::clamp((now - birth) / 12, 0, kAges - 1);
    parallel_chunks(kRows, [&](std::size_t, std::size_t begin, std::size_t end) {
      std::array<std::uint32_t, kBatch> words, passes;
      for (std::size_t batch = begin; batch < end; batch += kBatch) {
        random::consecutive_blocks(luck, static_cast<std::uint32_t>(batch / 4), Month(now),
                                   random::Stream::screen_resident, words);
        std::uint32_t any = 0;
        for (std::size_t i = 0; i < kBatch; ++i) {
          const auto row = batch + i;
          const auto person_class =
              city.state[row].screen_class() * kAges + age_of[city.birth[row]];
          passes[i] = words[i] <= bounds[static_cast<std::size_t>(person_class)];
          any |= passes[i];
        }
        if (any == 0) continue;
        for (std::size_t i = 0; i < kBatch; ++i) {
          if (!passes[i]) continue;
          const auto row = batch + i;
          const auto word = luck.block(row, Month(now), random::Stream::cause)[0];
          city.state[row].set_activity(static_cast<population::Activity>(1 + word % 5));
          city.since[row] = static_cast<std::uint16_t>(now);
        }
      }
    });
  });
  return kRows / seconds;
}

// At the number of threads in force.
inline Limits measure_limits() {
  BareCity city;
  Limits limits;
  limits.bandwidth_gb_second = bandwidth_gb_second(city);
  limits.words_second = words_second();
  limits.blocks_second = blocks_second();
  limits.skeleton_person_months_second = skeleton_person_months_second(city);
  return limits;
}

}  // namespace talentsim::bench
