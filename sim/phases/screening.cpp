// SPDX-License-Identifier: MIT
#include "phases/screening.h"

#include <algorithm>
#include <bit>

#include "phases/batch.h"
#include "phases/gather.h"
#include "phases/screen_classes.h"
#include "random/many.h"

namespace talentsim::phases {
namespace {

using population::City;
using population::Newcomers;
using population::State;
using random::Stream;

static_assert(kBatch == 4 * random::kBlocksAtOnce);  // rows whose words are drawn together
using Words = Batch<std::uint32_t>;
using Groups = Batch<std::uint16_t>;

// Where ceilings step: the end of study, of childbearing, of work, and old age.
constexpr std::size_t kBands = 5;
using BandAges = std::array<int, kBands>;
constexpr BandAges kResidentBands = {18, 32, 50, 65, 85};
BandAges newcomer_bands(const scenario::Rules& rules) {
  const auto leaves_school = static_cast<int>(rules.labour.child_school_leaving_age_years);
  return {leaves_school, 25, 40, 65, 85};
}

// Rows whose batches are looked at one after another before anything is done about those that pass:
// one loop, whose end the processor foresees, in place of one a batch.
constexpr std::size_t kBlock = 16 * kBatch;
static_assert(kChunkRows % kBlock == 0);

// A first glance: the highest bound of a group of classes over a band of ages. Its small table
// stays beside the processor, where the bounds by single year of age would not; the few who pass it
// are held against the bound of their own class. A class is group x kAges + age.
class Glance {
 public:
  Glance(const ScreenTable& table, Month now, const BandAges& bands) {
    for (std::size_t b = 0; b < kBands; ++b)
      born_by_[b] = static_cast<std::uint16_t>(std::max(0, now.index() - 12 * bands[b]));
    for (std::size_t c = 0; c < table.classes(); ++c) {
      const int age = static_cast<int>(c % kAges);
      const auto older =
          std::count_if(bands.begin(), bands.end(), [&](int from) { return age >= from; });
      auto& bound = bound_[static_cast<std::size_t>(older) * kGroups + c / kAges];
      bound = std::max(bound, table.last_word(c));
    }
  }

  // A bit for each row that passes.
  std::uint64_t look(std::size_t count, const Groups& group, const Batch<std::uint16_t>& birth,
                     const Words& words) const {
    Batch<std::uint16_t> place;
    for (std::size_t i = 0; i < kBatch; ++i) {
      unsigned older = 0;
      for (const auto limit : born_by_) older += birth[i] <= limit;
      place[i] = static_cast<std::uint16_t>(older * kGroups + group[i]);
    }
    Words bound;
    for (std::size_t i = 0; i < kBatch; ++i) bound[i] = bound_[place[i]];
    return rows_that([&](std::size_t i) { return words[i] <= bound[i]; }, count);
  }

 private:
  static constexpr std::size_t kGroups = population::kScreenClasses;
  std::array<std::uint16_t, kBands> born_by_{};  // last birth month of the older
  std::array<std::uint32_t, (kBands + 1) * kGroups> bound_{};
};

// Of those whom the first glance lets pass, lists those whose words their own classes do. Without a
// branch a row, as all that follows.
template <class ClassOf>
void list_passed(const ScreenTable& table, std::span<const std::uint32_t> rows,
                 const std::uint32_t* words, std::size_t first, const ClassOf& class_of,
                 UnsetList<Screened>& passed) {
  const auto before = passed.size();
  passed.resize(before + rows.size());
  auto* to = passed.data() + before;
  for (const auto row : rows) {
    const auto person_class = class_of(row);
    const auto word = words[row - first];
    *to = table.look(row, person_class, word);
    to += word <= table.last_word(person_class) ? 1 : 0;
  }
  passed.resize(static_cast<std::size_t>(to - passed.data()));
}

// The first words of the blocks of the keys from `keys` on, many at once.
void first_words(const City& city, const population::Key* keys, std::size_t count, Words& words) {
  random::for_first_words(
      city.luck, city.now, Stream::screen_newcomer, count, [&](std::size_t i) { return keys[i]; },
      [&](std::size_t i, std::uint32_t word) { words[i] = word; });
}

// Words of a batch of residents. Residents of the start have dense indices, four of which share one
// block; a batch in dense order is drawn at once.
void resident_words(const City& city, std::size_t begin, std::size_t count, Words& words) {
  const auto& r = city.residents;
  if (begin >= r.initial) return first_words(city, &r.late_key[begin - r.initial], count, words);
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

// How many of the words 0, 1, ... make up a share of all of them.
std::uint32_t words_below(double share) {
  return static_cast<std::uint32_t>(std::min(share * 0x1p32, 0x1p32 - 1));
}

// What is asked of residents, a block at a time.
struct ResidentScreening {
  const City& city;
  const ScreenTable& table;
  const Glance& glance;
  std::uint32_t look_on;  // words from the top that make an employed local look on

  void look(std::size_t begin, std::size_t end, ScreenedResidents& to) const {
    const auto& r = city.residents;
    std::array<Words, kBlock / kBatch> words;  // anything beyond `end`
    RowList<kBlock> passing, looking;
    for (auto first = begin; first < end; first += kBatch) {
      const auto count = std::min(kBatch, end - first);
      auto& batch = words[(first - begin) / kBatch];
      resident_words(city, first, count, batch);
      const auto state = rows_from(r.state, first);
      Groups group;
      for (std::size_t i = 0; i < kBatch; ++i)
        group[i] = static_cast<std::uint16_t>(state[i].screen_class());
      passing.add(glance.look(count, group, rows_from(r.birth, first), batch), first);
      if (look_on > 0)
        looking.add(rows_that([&](std::size_t i) { return ~batch[i] < look_on; }, count), first);
    }
    list_passed(
        table, passing.rows(), words[0].data(), begin,
        [&](std::uint32_t row) { return class_of(row); }, to.passed);
    list_looking_on(looking.rows(), words[0].data(), begin, to.looking_on);
  }

 private:
  std::size_t class_of(std::uint32_t row) const {
    const auto& r = city.residents;
    return resident_class(r.state[row], std::min(kAges - 1, r.age_years(row, city.now)));
  }

  void list_looking_on(std::span<const std::uint32_t> looking, const std::uint32_t* words,
                       std::size_t first, UnsetList<std::uint32_t>& rows) const {
    const auto before = rows.size();
    rows.resize(before + looking.size());
    auto* to = rows.data() + before;
    for (const auto row : looking) {
      const auto state = city.residents.state[row];
      *to = row;
      to += (state.activity() == population::Activity::employed) &
                    (state.kind() == population::ResidentKind::local) &
                    (words[row - first] > table.last_word(class_of(row)))
                ? 1
                : 0;
    }
    rows.resize(static_cast<std::size_t>(to - rows.data()));
  }
};

// Words of a batch of newcomers. Those who left, half of all rows in the end, need none: where they
// are many, only the others' words are drawn, and theirs pass nowhere. False: all have left.
bool newcomer_words(const City& city, std::size_t first, std::size_t count, Words& words) {
  const auto& n = city.newcomers;
  const auto place = rows_from(n.place, first);
  const auto here =
      rows_that([&](std::size_t i) { return place[i] != population::Place::gone; }, count);
  const auto present = static_cast<std::size_t>(std::popcount(here));
  if (present > kBatch - random::kBlocksAtOnce) {
    first_words(city, &n.key[first], count, words);
    return true;
  }
  Batch<population::Key> keys;
  Batch<std::uint8_t> who;
  std::size_t held = 0;
  for_bits(here, [&](std::size_t i) {
    keys[held] = n.key[first + i];
    who[held++] = static_cast<std::uint8_t>(i);
  });
  Words drawn;
  first_words(city, keys.data(), held, drawn);
  words.fill(kEveryWord);
  for (std::size_t k = 0; k < held; ++k) words[who[k]] = drawn[k];
  return held > 0;
}

// Sex and role of a batch of newcomers.
Groups newcomer_groups(const Newcomers& n, std::size_t first) {
  const auto place = rows_from(n.place, first);
  const auto activity = rows_from(n.activity, first);
  const auto relation = rows_from(n.relation, first);
  const auto sex = rows_from(n.sex, first);
  Groups groups;
  for (std::size_t i = 0; i < kBatch; ++i)
    groups[i] = static_cast<std::uint8_t>(
        sex[i] * kRoles + static_cast<int>(role_of(place[i], activity[i], relation[i])));
  return groups;
}

// What is asked of newcomers, a block at a time.
struct NewcomerScreening {
  const City& city;
  const ScreenTable& table;
  const Glance& glance;

  void look(std::size_t begin, std::size_t end, UnsetList<Screened>& to) const {
    const auto& n = city.newcomers;
    std::array<Words, kBlock / kBatch> words;  // anything beyond `end`
    RowList<kBlock> passing;
    for (auto first = begin; first < end; first += kBatch) {
      const auto count = std::min(kBatch, end - first);
      auto& batch = words[(first - begin) / kBatch];
      if (newcomer_words(city, first, count, batch))
        passing.add(glance.look(count, newcomer_groups(n, first), rows_from(n.birth, first), batch),
                    first);
    }
    list_passed(
        table, passing.rows(), words[0].data(), begin,
        [&](std::uint32_t row) {
          return newcomer_class(n.sex[row], role_of(n.place[row], n.activity[row], n.relation[row]),
                                std::min(kAges - 1, n.age_years(row, city.now)));
        },
        to);
  }
};

// Calls look(begin, end) for one block of a chunk after another.
template <class Look>
void for_blocks_of(std::size_t begin, std::size_t end, const Look& look) {
  for (auto block = begin; block < end; block += kBlock) look(block, std::min(block + kBlock, end));
}

}  // namespace

ScreenedResidents screen_residents(const City& city, const ScreenTable& table,
                                   double looking_share) {
  const Glance glance(table, city.now, kResidentBands);
  const ResidentScreening screening{city, table, glance, words_below(looking_share)};
  std::vector<ScreenedResidents> lists(chunk_count(city.residents.size()));
  parallel_chunks(city.residents.size(),
                  [&](std::size_t chunk, std::size_t begin, std::size_t end) {
                    for_blocks_of(begin, end, [&](std::size_t from, std::size_t to) {
                      screening.look(from, to, lists[chunk]);
                    });
                  });
  ScreenedResidents all;
  join(all.passed, lists, &ScreenedResidents::passed);
  join(all.looking_on, lists, &ScreenedResidents::looking_on);
  return all;
}

UnsetList<Screened> screen_newcomers(const City& city, const scenario::Rules& rules,
                                     const ScreenTable& table) {
  const Glance glance(table, city.now, newcomer_bands(rules));
  const NewcomerScreening screening{city, table, glance};
  UnsetList<Screened> all;
  gather_into(all, city.newcomers.size(), [&](auto& passed, std::size_t begin, std::size_t end) {
    for_blocks_of(begin, end,
                  [&](std::size_t from, std::size_t to) { screening.look(from, to, passed); });
  });
  return all;
}

}  // namespace talentsim::phases
