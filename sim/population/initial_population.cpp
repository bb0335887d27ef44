// SPDX-License-Identifier: MIT
// The residents on the eve of the first month, one by one, from the published margins.
//
// Ages and sexes, helpers and non-local students meet their margins exactly: they are dealt, not
// drawn. Education, study, participation, unemployment, sector and pay are drawn by the resident's
// key from the margin of the resident's sex and age. Two couplings have no published source and
// take a standard form: skill follows education comonotonically within a sector, and pay is a
// two-piece log-normal around the median of sector and skill.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "population/initial_city.h"
#include "random/many.h"
#include "support/parallel.h"

namespace talentsim::population {
namespace {

using random::Stream;
using random::unit;

constexpr int kSingleAges = 86;  // 0..84, 85+
constexpr int kOldest = 105;     // highest age given to the open group
constexpr int kPayQuantiles = 4096;
// Draw ordinals of an initial resident.
enum InitialDraw : std::uint32_t { kBirthEducation = 0, kWork = 1 };

int education_band(int age) { return std::clamp((age - 15) / 5, 0, 14); }
int participation_band(int age) { return age < 25 ? 0 : age >= 65 ? 9 : (age - 25) / 5 + 1; }
int unemployment_band(int age) { return age < 25 ? 0 : age < 40 ? 1 : 2; }

}  // namespace

InitialTables::InitialTables(const scenario::Rules& rules, double scale,
                             const NewcomerAges& newcomers) {
  const auto& initial = rules.initial;
  lay_out_ages(initial, scale, newcomers);
  tabulate_work(rules);
  tabulate_old_ages(rules.demography);
}

// Cells of (sex, single age), in order; each person's cell follows from the dense index alone.
void InitialTables::lay_out_ages(const scenario::InitialPopulation& initial, double scale,
                                 const NewcomerAges& newcomers) {
  double total = 0;
  double helper_total = 0;
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (const double count : initial.helpers_by_age[sex]) helper_total += count;
  const double helper_factor = helper_total > 0 ? initial.helpers / helper_total : 0;
  double helpers_before = 0, students_before = 0;
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int age = 0; age < kSingleAges; ++age) {
      const double persons =
          initial.by_single_age[sex].empty() ? 0 : initial.by_single_age[sex][age];
      AgeCell cell{static_cast<std::uint8_t>(sex), static_cast<std::uint8_t>(age), 0, 0, 0};
      const auto people =
          scaled_difference(scale, total, total + persons) -
          newcomers[static_cast<std::size_t>(sex)][static_cast<std::size_t>(std::min(age, 85))];
      total += persons;
      cell.persons = static_cast<std::uint32_t>(std::max<std::int64_t>(0, people));
      const auto& by_band = initial.helpers_by_age[sex];
      const double helpers =
          age >= 15 && !by_band.empty() ? by_band[education_band(age)] / 5 * helper_factor : 0;
      cell.helpers = static_cast<std::uint32_t>(
          scaled_difference(scale, helpers_before, helpers_before + helpers));
      helpers_before += helpers;
      const auto& by_age = initial.nonlocal_students_by_age[sex];
      const bool has_students = age >= 17 && age - 17 < static_cast<int>(by_age.size());
      const double students = has_students ? by_age[age - 17] : 0;
      cell.students = static_cast<std::uint32_t>(
          scaled_difference(scale, students_before, students_before + students));
      students_before += students;
      cell.helpers = std::min(cell.helpers, cell.persons);
      cell.students = std::min(cell.students, cell.persons - cell.helpers);
      cells.push_back(cell);
    }
  first.assign(1, 0);
  for (const auto& cell : cells) first.push_back(first.back() + cell.persons);
}

// Cumulative shares of sectors; the quantile tables of pay; how education ranks the employed.
void InitialTables::tabulate_work(const scenario::Rules& rules) {
  double below = 0;
  for (const auto& sector : rules.sectors)
    sector_cdf.push_back(below += sector.live_in_helpers ? 0 : sector.employed);
  for (auto& share : sector_cdf) share /= below > 0 ? below : 1;
  for (int i = 0; i < kPayQuantiles; ++i)
    pay_factor.push_back(static_cast<float>(random::two_piece_log_normal(
        (i + 0.5) / kPayQuantiles, 1, rules.labour.local_pay_sigma_left,
        rules.labour.local_pay_sigma_right)));
  std::array<double, scenario::kEducationLevels> workers{};
  std::array<std::array<double, 15>, scenario::kSexes> people{};
  for (const auto& cell : cells)
    if (cell.age >= 15)
      people[cell.sex][static_cast<std::size_t>(education_band(cell.age))] +=
          cell.persons - cell.helpers;
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int band = 0; band < static_cast<int>(rules.initial.education[sex].size()); ++band) {
      const int age = 15 + 5 * band;
      const double active = rules.initial.participation[sex].empty()
                                ? 0
                                : rules.initial.participation[sex][participation_band(age)];
      for (int level = 0; level < scenario::kEducationLevels; ++level)
        workers[level] += active * people[sex][band] * rules.initial.education[sex][band][level];
    }
  const double all = std::accumulate(workers.begin(), workers.end(), 0.0);
  double cumulative = 0;
  for (int level = 0; level < scenario::kEducationLevels; ++level) {
    education_rank[level] = all > 0 ? cumulative / all : 0;
    cumulative += workers[level];
    education_width[level] = all > 0 ? workers[level] / all : 1;
  }
}

// Ages within the open group 85+ follow the survivors of the life table in force at the start.
void InitialTables::tabulate_old_ages(const scenario::Demography& demography) {
  for (int sex = 0; sex < scenario::kSexes; ++sex) {
    double survivors = 1, below = 0;
    for (int age = 85; age <= kOldest; ++age) {
      old_age_cdf[sex].push_back(below += survivors);
      const auto& rates = demography.death_rate[sex];
      const std::size_t group = std::min<std::size_t>(21, static_cast<std::size_t>(age / 5 + 1));
      survivors *= std::exp(-(rates.empty() ? 0.15 : rates[group]));
    }
    for (auto& share : old_age_cdf[sex]) share /= below;
  }
}

namespace {

// Everything about one initial resident that follows from the key and the cell.
class ResidentDealer {
 public:
  ResidentDealer(const scenario::Rules& rules, const InitialTables& tables, Month start)
      : rules_(rules), tables_(tables), start_(start) {
    prepare_shares();
  }

  // `words`, `work`: the resident's blocks of the initial stream, ordinals kBirthEducation and
  // kWork.
  void deal(Residents& r, std::size_t row, const AgeCell& cell, std::uint32_t rank,
            const random::Block& words, const random::Block& work) const {
    int age = cell.age;
    if (age == 85) {
      const auto& cdf = tables_.old_age_cdf[cell.sex];
      age +=
          static_cast<int>(std::upper_bound(cdf.begin(), cdf.end(), unit(words[2])) - cdf.begin());
    }
    r.birth[row] = static_cast<std::uint16_t>(start_.index() - age * 12 - 1 -
                                              static_cast<int>(unit(words[0]) * 12));
    r.since[row] = static_cast<std::uint16_t>(start_.index());
    if (rank < cell.helpers) return deal_helper(r, row, cell);
    if (rank < cell.helpers + cell.students) {
      r.state[row] = State::of(cell.sex, Activity::student, ResidentKind::nonlocal_student, 6);
      r.since[row] =
          static_cast<std::uint16_t>(start_.index() - static_cast<int>(unit(words[3]) * 12));
      return;
    }
    const int education = age < 15 ? 0 : draw_education(cell, unit(words[1]));
    deal_activity(r, row, cell, age, education, work, words[3]);
  }

 private:
  void prepare_shares() {
    for (int sex = 0; sex < scenario::kSexes; ++sex) {
      std::array<double, 10> non_helpers{}, students{};
      for (const auto& cell : tables_.cells) {
        if (cell.sex != sex) continue;
        const double people = cell.persons - cell.helpers;
        const auto& shares = rules_.initial.student_share[sex];
        const double studying =
            cell.age < static_cast<int>(shares.size()) ? shares[cell.age] * people : 0;
        if (people > cell.students)
          local_student_share_[sex][cell.age] =
              std::clamp((studying - cell.students) / (people - cell.students), 0.0, 1.0);
        if (cell.age < 15) continue;
        const int band = participation_band(cell.age);
        non_helpers[band] += people;
        students[band] += std::max(studying, static_cast<double>(cell.students));
      }
      for (int band = 0; band < 10; ++band) {
        const auto& rates = rules_.initial.participation[sex];
        const double rate = rates.empty() ? 0 : rates[band];
        const double others = non_helpers[band] - students[band];
        active_share_[sex][band] =
            others > 0 ? std::min(0.98, rate * non_helpers[band] / others) : rate;
      }
    }
  }

  int draw_education(const AgeCell& cell, double u) const {
    const auto& rows = rules_.initial.education[cell.sex];
    if (rows.empty()) return 0;
    const auto& row = rows[education_band(cell.age)];
    const double total = std::accumulate(row.begin(), row.end(), 0.0);
    double below = 0;
    int level = 0;  // without a branch: it is as good as random to the processor
    for (const double share : row) level += (below += share) <= u * total ? 1 : 0;
    return std::min(level, scenario::kEducationLevels - 1);
  }

  void deal_helper(Residents& r, std::size_t row, const AgeCell& cell) const {
    r.state[row] = State::of(cell.sex, Activity::employed, ResidentKind::helper, 3);
    for (std::size_t s = 0; s < rules_.sectors.size(); ++s)
      if (rules_.sectors[s].live_in_helpers) r.job[row] = pack({static_cast<std::uint8_t>(s), 2});
    const auto sector = unpack_job(r.job[row]).sector;
    r.pay_hkd_month[row] =
        static_cast<std::uint32_t>(rules_.sectors[sector].pay_median_hkd_month[2]);
  }

  void deal_activity(Residents& r, std::size_t row, const AgeCell& cell, int age, int education,
                     random::Block work, std::uint32_t study_word) const {
    const auto set = [&](Activity a) {
      r.state[row] = State::of(cell.sex, a, ResidentKind::local, education);
    };
    if (age < 15 || unit(study_word) < local_student_share_[cell.sex][cell.age])
      return set(Activity::student);
    if (unit(work[0]) >= active_share_[cell.sex][participation_band(age)])
      return set(Activity::inactive);
    const Job job = draw_job(education, unit(work[1]), unit(work[2]));
    r.job[row] = pack(job);
    // One word decides unemployed, self-employed or employed, another the pay or the months without
    // work.
    const double rate = rules_.initial.unemployment[cell.sex].empty()
                            ? 0
                            : rules_.initial.unemployment[cell.sex][unemployment_band(age)];
    const double u = random::unit(work[3]);
    if (u < rate) {
      const double months = -std::log(u / rate) / tables_.finding_hazard;
      r.since[row] =
          static_cast<std::uint16_t>(start_.index() - std::min(60, static_cast<int>(months)));
      return set(Activity::unemployed);
    }
    const double v = (u - rate) / (1 - rate);
    const double self = rules_.initial.self_employed_share;
    const double within = v < self ? v / self : (v - self) / (1 - self);
    const auto quantile = std::min(kPayQuantiles - 1, static_cast<int>(within * kPayQuantiles));
    r.pay_hkd_month[row] =
        static_cast<std::uint32_t>(rules_.sectors[job.sector].pay_median_hkd_month[job.skill] *
                                   tables_.pay_factor[static_cast<std::size_t>(quantile)]);
    set(v < self ? Activity::self_employed : Activity::employed);
  }

  Job draw_job(int education, double u_sector, double u_rank) const {
    return draw_local_job(rules_, tables_, education, u_sector, u_rank);
  }

  const scenario::Rules& rules_;
  const InitialTables& tables_;
  Month start_;
  std::array<std::array<double, kSingleAges>, scenario::kSexes> local_student_share_{};
  std::array<std::array<double, 10>, scenario::kSexes> active_share_{};
};

// Dense index of each row: nothing when it is the row, else a keyed permutation.
std::vector<std::uint32_t> row_indices(std::uint32_t count, std::uint64_t row_order,
                                       const random::Luck& luck) {
  if (row_order == 0) return {};
  std::vector<std::uint32_t> ids(count);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rank(count);
  for (std::uint32_t i = 0; i < count; ++i)
    rank[i] = {luck.block(row_order << 24 ^ i, Month(0), Stream::row_order)[0], i};
  std::sort(rank.begin(), rank.end());
  for (std::uint32_t i = 0; i < count; ++i) ids[i] = rank[i].second;
  return ids;
}

}  // namespace

Job draw_local_job(const scenario::Rules& rules, const InitialTables& tables, int education,
                   double u_sector, double u_rank) {
  const auto& cdf = tables.sector_cdf;
  // Faster than halving, whose branches the processor cannot foresee.
  const auto place =
      std::count_if(cdf.begin(), cdf.end(), [&](double below) { return below <= u_sector; });
  const auto sector =
      static_cast<std::uint8_t>(std::min<std::ptrdiff_t>(place, std::ssize(cdf) - 1));
  const double rank = tables.education_rank[education] + u_rank * tables.education_width[education];
  const auto& shares = rules.sectors[sector].skill_shares;
  if (rank >= 1 - shares[0]) return {sector, 0};
  return {sector, static_cast<std::uint8_t>(rank >= shares[2] ? 1 : 2)};
}

void deal_residents(City& city, const scenario::Rules& rules, const InitialTables& tables,
                    std::uint64_t row_order) {
  const auto count = tables.first.back();
  city.residents.initial = count;
  city.residents.resize(count);
  city.residents.index = row_indices(count, row_order, city.luck);
  const ResidentDealer dealer(rules, tables, city.start);
  auto& r = city.residents;
  parallel_chunks(count, [&](std::size_t, std::size_t begin, std::size_t end) {
    const auto key_of = [&](std::size_t i) { return resident_key(r.index_of(begin + i)); };
    std::vector<random::Block> work(end - begin);
    random::for_blocks(city.luck, city.start, Stream::initial, kWork, end - begin, key_of,
                       [&](std::size_t i, const random::Block& block) { work[i] = block; });
    std::size_t cell = 0;  // mostly that of the row before
    random::for_blocks(city.luck, city.start, Stream::initial, kBirthEducation, end - begin, key_of,
                       [&](std::size_t i, const random::Block& words) {
                         const auto id = r.index_of(begin + i);
                         if (id < tables.first[cell] || id >= tables.first[cell + 1])
                           cell = static_cast<std::size_t>(
                               std::upper_bound(tables.first.begin(), tables.first.end(), id) -
                               tables.first.begin() - 1);
                         dealer.deal(r, begin + i, tables.cells[cell], id - tables.first[cell],
                                     words, work[i]);
                       });
  });
}

}  // namespace talentsim::population
