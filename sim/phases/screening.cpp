// SPDX-License-Identifier: MIT
#include "phases/screening.h"

#include <algorithm>
#include <bit>

#include "phases/gather.h"
#include "phases/screen_classes.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::State;
using random::Stream;

constexpr std::size_t kBatch = 4 * random::kBlocksAtOnce;  // rows whose words are drawn together

// The first words of the blocks of later residents, many at once.
void late_words(const City& city, std::size_t begin, std::size_t count,
                std::array<std::uint32_t, kBatch>& words) {
  const auto* keys = &city.residents.late_key[begin - city.residents.initial];
  random::for_first_words(
      city.luck, city.now, Stream::screen_newcomer, count, [&](std::size_t i) { return keys[i]; },
      [&](std::size_t i, std::uint32_t word) { words[i] = word; });
}

// Words of a batch of residents. Residents of the start have dense indices, four of which share one
// block; a batch in dense order is drawn at once.
void resident_words(const City& city, std::size_t begin, std::size_t count,
                    std::array<std::uint32_t, kBatch>& words) {
  const auto& r = city.residents;
  if (begin >= r.initial) return late_words(city, begin, count, words);
  if (r.index.empty() && begin + kBatch <= r.initial)
    return random::consecutive_blocks(city.luck, static_cast<std::uint32_t>(begin / 4), city.now,
                                      Stream::screen_resident, words);
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = begin + i;
    if (row < r.initial) {
      const auto index = r.index_of(row);
      words[i] = city.luck.block(index / 4, city.now, Stream::screen_resident)[index % 4];
    } else {
      words[i] = city.luck.block(r.key(row), city.now, Stream::screen_newcomer)[0];
    }
  }
}

// A first glance: the highest bound of a state over a band of ages. Its table of 384 words stays
// beside the processor, where the bounds by single year of age would not; the few who pass it are
// held against the bound of their own class.
class Glance {
 public:
  Glance(const ScreenTable& table, Month now) {
    for (std::size_t b = 0; b < kBandAges.size(); ++b)
      born_after_[b] = static_cast<std::uint16_t>(std::max(0, now.index() - 12 * kBandAges[b]));
    for (int bits = 0; bits < population::kScreenClasses; ++bits)
      for (int age = 0; age < kAges; ++age) {
        const auto older = std::count_if(kBandAges.begin(), kBandAges.end(),
                                         [&](int from) { return age >= from; });
        auto& bound = bound_[static_cast<std::size_t>(older * population::kScreenClasses + bits)];
        bound = std::max(bound, table.last_word(static_cast<std::size_t>(bits * kAges + age)));
      }
  }

  // Bit i is set when row i of a batch passes. The first loop turns into vector instructions, the
  // second has no branch.
  std::uint64_t passing(const State* state, const std::uint16_t* birth,
                        const std::array<std::uint32_t, kBatch>& words, std::size_t count) const {
    std::array<std::uint16_t, kBatch> place;
    const auto look = [&](std::size_t i) {
      unsigned older = 0;
      for (const auto limit : born_after_) older += birth[i] <= limit;
      place[i] = static_cast<std::uint16_t>(older * population::kScreenClasses +
                                            static_cast<unsigned>(state[i].screen_class()));
    };
    if (count == kBatch)
      for (std::size_t i = 0; i < kBatch; ++i) look(i);
    else
      for (std::size_t i = 0; i < count; ++i) look(i);
    std::uint64_t rows = 0;
    for (std::size_t i = 0; i < count; ++i)
      rows |= static_cast<std::uint64_t>(words[i] <= bound_[place[i]]) << i;
    return rows;
  }

 private:
  // Where ceilings step: the end of study, of childbearing, of work, and old age.
  static constexpr std::array<int, 5> kBandAges = {18, 32, 50, 65, 85};
  std::array<std::uint16_t, kBandAges.size()> born_after_{};  // last birth month of the older
  std::array<std::uint32_t, (kBandAges.size() + 1) * population::kScreenClasses> bound_{};
};

// How many of the words 0, 1, ... make up a share of all of them.
std::uint32_t words_below(double share) {
  return static_cast<std::uint32_t>(std::min(share * 0x1p32, 0x1p32 - 1));
}

// What is asked of residents, a batch at a time.
struct ResidentScreening {
  const City& city;
  const ScreenTable& table;
  const Glance& glance;
  std::uint32_t look_on;  // words from the top that make an employed local look on

  void look(std::size_t first, std::size_t count, ScreenedResidents& to) const {
    const auto& r = city.residents;
    std::array<std::uint32_t, kBatch> words;
    resident_words(city, first, count, words);
    auto passing = glance.passing(&r.state[first], &r.birth[first], words, count);
    for (; passing != 0; passing &= passing - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(passing));
      const int age = std::min(kAges - 1, r.age_years(first + i, city.now));
      const auto person_class = resident_class(r.state[first + i], age);
      if (words[i] <= table.last_word(person_class))
        to.passed.push_back(
            table.look(static_cast<std::uint32_t>(first + i), person_class, words[i]));
    }
    if (look_on > 0) list_looking_on(first, count, words, to.looking_on);
  }

 private:
  void list_looking_on(std::size_t first, std::size_t count,
                       const std::array<std::uint32_t, kBatch>& words,
                       std::vector<std::uint32_t>& rows) const {
    const auto& r = city.residents;
    std::uint64_t looking = 0;
    for (std::size_t i = 0; i < count; ++i)
      looking |= static_cast<std::uint64_t>(~words[i] < look_on) << i;
    for (; looking != 0; looking &= looking - 1) {
      const auto row = first + static_cast<std::size_t>(std::countr_zero(looking));
      const auto state = r.state[row];
      if (state.activity() != population::Activity::employed ||
          state.kind() != population::ResidentKind::local)
        continue;
      const int age = std::min(kAges - 1, r.age_years(row, city.now));
      if (words[row - first] > table.last_word(resident_class(state, age)))
        rows.push_back(static_cast<std::uint32_t>(row));
    }
  }
};

}  // namespace

ScreenedResidents screen_residents(const City& city, const ScreenTable& table,
                                   double looking_share) {
  const Glance glance(table, city.now);
  const ResidentScreening screening{city, table, glance, words_below(looking_share)};
  std::vector<ScreenedResidents> lists(chunk_count(city.residents.size()));
  parallel_chunks(city.residents.size(),
                  [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                    for (std::size_t batch = begin; batch < end; batch += kBatch)
                      screening.look(batch, std::min(kBatch, end - batch), lists[chunk]);
                  });
  ScreenedResidents all;
  join(all.passed, lists, &ScreenedResidents::passed);
  join(all.looking_on, lists, &ScreenedResidents::looking_on);
  return all;
}

namespace {

// The glance at newcomers: a word above every bound passes for nobody but listed students, who are
// so from some age on. Where other classes are listed, everybody is looked at.
struct NewcomerGlance {
  std::uint32_t highest = 0;
  std::uint16_t listed_born_by = 0;  // last birth month of listed students; 0: none

  NewcomerGlance(const ScreenTable& table, Month now) {
    for (int sex = 0; sex < scenario::kSexes; ++sex)
      for (int role = 0; role < kRoles; ++role)
        for (int age = 0; age < kAges; ++age) {
          const auto bound = table.last_word(newcomer_class(sex, static_cast<Role>(role), age));
          const bool student = static_cast<Role>(role) == Role::student;
          if (student && bound == kEveryWord)
            list_students(now.index() - 12 * age);
          else
            highest = std::max(highest, bound);
        }
  }
  void list_students(int born_by) {
    listed_born_by = std::max(listed_born_by, static_cast<std::uint16_t>(std::max(0, born_by)));
  }
  bool passes(const population::Newcomers& n, std::size_t row, std::uint32_t word) const {
    return (word <= highest) |
           ((n.activity[row] == population::Activity::student) & (n.birth[row] <= listed_born_by));
  }
};

}  // namespace

std::vector<Screened> screen_newcomers(const City& city, const std::vector<std::uint32_t>& rows,
                                       const ScreenTable& table) {
  const auto& n = city.newcomers;
  const NewcomerGlance glance(table, city.now);
  return gather<Screened>(
      rows.size(), [&](std::vector<Screened>& passed, std::size_t begin, std::size_t end) {
        random::for_first_words(
            city.luck, city.now, Stream::screen_newcomer, end - begin,
            [&](std::size_t i) { return n.key[rows[begin + i]]; },
            [&](std::size_t i, std::uint32_t word) {
              const auto row = rows[begin + i];
              if (!glance.passes(n, row, word)) return;
              const int age = std::min(kAges - 1, n.age_years(row, city.now));
              const auto person_class = newcomer_class(n.sex[row], role_of(n, row), age);
              if (word <= table.last_word(person_class))
                passed.push_back(table.look(row, person_class, word));
            });
      });
}

}  // namespace talentsim::phases
