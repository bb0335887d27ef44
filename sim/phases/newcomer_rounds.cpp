// SPDX-License-Identifier: MIT
#include "phases/newcomer_rounds.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "phases/batch.h"
#include "phases/gather.h"
#include "phases/permanent_residence.h"
#include "phases/professions.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Flag;
using population::Newcomers;
using population::Place;
using scenario::FamilyMode;

constexpr double kLongest = 4096;  // months: more than any run has

// Months ahead of its end in which a stay may be extended, the longest of all schemes.
std::int16_t renewal_horizon(const scenario::Rules& rules, Month now) {
  double longest_lead = 0;
  for (const auto& scheme : rules.schemes)
    longest_lead = std::max(longest_lead, scheme.renewal_lead_months);
  return static_cast<std::int16_t>(
      std::min<double>(now.index() + longest_lead, population::kNoLimit - 1));
}

// Latest start of ordinary residence with which anybody may qualify this month. Where a scheme asks
// nothing, those who never began qualify too.
std::uint16_t latest_start(const scenario::Rules& rules, Month now) {
  double shortest = kLongest;
  for (const auto& scheme : rules.schemes)
    shortest = std::min({shortest, permanent_residence_months(scheme, Month(0)),
                         permanent_residence_months(scheme, now)});
  if (shortest == 0) return std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(std::max(0.0, now.index() - std::ceil(shortest)));
}

// Bits of an answer: one for each list that a row belongs to.
enum ListOf : std::size_t {
  kMayLookOn,
  kMaySeek,
  kMayRenew,
  kApart,
  kMayBeRecognised,
  kMayBePermanent,
  kLists
};
using Rows = NewcomerRounds::Rows;
using Lists = std::array<Rows, kLists>;

constexpr auto kRecognised = static_cast<std::uint16_t>(Flag::recognised);

// Numbers of those who learnt theirs here have the highest bit; 0 is none.
constexpr bool learnt_elsewhere(std::uint8_t profession) {
  return static_cast<std::uint8_t>(profession - 1) < kLearntHere - 1;
}

constexpr std::uint8_t bit(bool yes, std::size_t list) {
  return static_cast<std::uint8_t>(yes ? 1u << list : 0u);
}

// The questions of a month.
class Questions {
 public:
  Questions(const scenario::Rules& rules, Month now)
      : horizon_(renewal_horizon(rules, now)),
        latest_(latest_start(rules, now)),
        professions_(!rules.labour.vacancy_market.professions.empty()) {}

  Bytes ask(const Newcomers& n, std::size_t first) const {
    const auto place = rows_from(n.place, first);
    const auto activity = rows_from(n.activity, first);
    const auto relation = rows_from(n.relation, first);
    const auto job = rows_from(n.job, first), field = rows_from(n.field, first);
    const auto mode = rows_from(n.mode, first);
    const auto flags = rows_from(n.flags, first);
    const auto expiry = rows_from(n.expiry, first);
    const auto residence_start = rows_from(n.residence_start, first);
    const auto profession = rows_from(n.profession, first);
    Bytes low_flags, not_recognised, due, long_here, answers;
    for (std::size_t i = 0; i < kBatch; ++i) low_flags[i] = static_cast<std::uint8_t>(flags[i]);
    for (std::size_t i = 0; i < kBatch; ++i)
      not_recognised[i] = bit((flags[i] & kRecognised) == 0, kMayBeRecognised);
    for (std::size_t i = 0; i < kBatch; ++i) due[i] = bit(expiry[i] <= horizon_, kMayRenew);
    // Unsigned, kNever is later than any month.
    for (std::size_t i = 0; i < kBatch; ++i)
      long_here[i] =
          bit(static_cast<std::uint16_t>(residence_start[i]) <= latest_, kMayBePermanent);
    for (std::size_t i = 0; i < kBatch; ++i) {
      const auto principal = every_bit(relation[i] == stats::Relation::principal);
      const auto waits = every_bit(place[i] == Place::waiting);
      const auto searches = every_bit((low_flags[i] & low(Flag::searches)) != 0);
      const auto temporary = every_bit((low_flags[i] & low(Flag::permanent)) == 0);
      const auto apart = bit(mode[i] == FamilyMode::principal_first, kApart) |
                         bit(mode[i] == FamilyMode::family_first, kApart) |
                         bit(mode[i] == FamilyMode::commuting, kApart);
      const auto seeks = (waits & searches) | every_bit(activity[i] == Activity::unemployed);
      const auto looks_on =
          every_bit(activity[i] == Activity::employed) & every_bit(job[i] != field[i]);
      const auto asks = every_bit(profession[i] == population::kProfessionUnknown) |
                        every_bit(learnt_elsewhere(profession[i]));
      answers[i] = static_cast<std::uint8_t>(
          every_bit(place[i] != Place::gone) &
          ((looks_on & bit(true, kMayLookOn)) | (seeks & bit(true, kMaySeek)) |
           (principal & (due[i] | apart)) | (temporary & long_here[i]) |
           (every_bit(professions_) & asks & not_recognised[i])));
    }
    return answers;
  }

 private:
  static constexpr std::uint8_t low(Flag flag) {
    return static_cast<std::uint8_t>(static_cast<std::uint16_t>(flag));
  }

  std::int16_t horizon_;
  std::uint16_t latest_;
  bool professions_;  // whether posts ask for any
};

// Appends first + i for every bit i.
void append(Rows& list, std::size_t first, std::uint64_t rows) {
  if (rows == 0) return;
  const auto held = list.size();
  list.resize(held + static_cast<std::size_t>(std::popcount(rows)));
  auto* to = list.data() + held;
  for_bits(rows, [&](std::size_t i) { *to++ = static_cast<std::uint32_t>(first + i); });
}

Lists deal(const Newcomers& n, const Questions& questions, std::size_t begin, std::size_t end) {
  Lists lists;
  for (auto first = begin; first < end; first += kBatch) {
    const auto answers = questions.ask(n, first);
    const auto beyond = first + kBatch - std::min(end, first + kBatch);
    for (std::size_t list = 0; list < kLists; ++list)
      append(lists[list], first, bits_of(answers, static_cast<int>(list)) << beyond >> beyond);
  }
  return lists;
}

}  // namespace

NewcomerRounds make_rounds(const Newcomers& n, const scenario::Rules& rules, Month now) {
  const Questions questions(rules, now);
  std::vector<Lists> chunks(chunk_count(n.size()));
  parallel_chunks(n.size(), [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    chunks[chunk] = deal(n, questions, begin, end);
  });
  const auto joined = [&](ListOf list) {
    std::vector<Rows> parts;
    for (auto& lists : chunks) parts.push_back(std::move(lists[list]));
    Rows rows;
    join(rows, parts);
    return rows;
  };
  return {joined(kMayLookOn),
          joined(kMaySeek),
          joined(kMayRenew),
          joined(kApart),
          joined(kMayBeRecognised),
          joined(kMayBePermanent),
          static_cast<std::uint32_t>(n.size())};
}

}  // namespace talentsim::phases
