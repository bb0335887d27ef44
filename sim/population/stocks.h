// SPDX-License-Identifier: MIT
// Running counts of who is here and what they do. Every change of a person takes the old state out
// and puts the new one in, so that no month needs a pass over everybody; the invariants recount
// them from the rows.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "population/newcomers.h"
#include "population/pay.h"
#include "population/residents.h"
#include "scenario/scenario.h"
#include "stats/measures.h"

namespace talentsim::population {

constexpr int kBirthMonths = 4096;

struct Stocks {
  std::array<std::vector<std::int32_t>, stats::kResidentGroups> by_birth;  // [group][birth month]
  std::array<std::vector<std::int64_t>, stats::kResidentGroups> employed,
      unemployed;  // [group][sector]
  std::array<std::int64_t, stats::kResidentGroups> self_employed{}, residents{};
  std::vector<std::int64_t> filled;  // employees in posts of the queue, by labour-market cell
  std::vector<std::int64_t> filled_by_talent;  // of them, by talent and their families
  std::vector<std::int64_t> seekers;           // unemployed locals, by cell
  std::vector<std::int64_t> visa_holders, permanent, matched;  // by scheme
  std::vector<std::int64_t> by_fit;       // [scheme][fit] of employed principals
  std::vector<std::int64_t> own_account;  // [scheme][kind]
  std::vector<std::int64_t> pay;          // [scheme][pay bin] of principals at work

  Stocks() = default;
  Stocks(std::size_t schemes, std::size_t sectors);
  // As many of each, of nobody: for changes that are added up later.
  Stocks blank() const { return {visa_holders.size(), employed[0].size()}; }
  void add_resident(const Residents& r, std::size_t row, int sign);
  // That part of it which a resident's work makes.
  void add_work(ResidentKind kind, Activity activity, Job job, int sign);
  void add_newcomer(const Newcomers& n, std::size_t row,
                    const std::vector<scenario::Scheme>& schemes, int sign);
  Stocks& operator+=(const Stocks& other);
  bool operator==(const Stocks&) const = default;
};

// Takes a person out of the stocks for as long as this lives, and puts the row back as it then is.
class ResidentEdit {
 public:
  ResidentEdit(Stocks& stocks, const Residents& r, std::size_t row)
      : stocks_(stocks), r_(r), row_(row) {
    stocks_.add_resident(r_, row_, -1);
  }
  ~ResidentEdit() { stocks_.add_resident(r_, row_, +1); }
  ResidentEdit(const ResidentEdit&) = delete;
  ResidentEdit& operator=(const ResidentEdit&) = delete;

 private:
  Stocks& stocks_;
  const Residents& r_;
  std::size_t row_;
};

class NewcomerEdit {
 public:
  NewcomerEdit(Stocks& stocks, const Newcomers& n, std::size_t row,
               const std::vector<scenario::Scheme>& schemes)
      : stocks_(stocks), n_(n), row_(row), schemes_(schemes) {
    stocks_.add_newcomer(n_, row_, schemes_, -1);
  }
  ~NewcomerEdit() { stocks_.add_newcomer(n_, row_, schemes_, +1); }
  NewcomerEdit(const NewcomerEdit&) = delete;
  NewcomerEdit& operator=(const NewcomerEdit&) = delete;

 private:
  Stocks& stocks_;
  const Newcomers& n_;
  std::size_t row_;
  const std::vector<scenario::Scheme>& schemes_;
};

}  // namespace talentsim::population
