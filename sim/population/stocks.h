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
  std::vector<std::int64_t> filled;   // employees in posts of the queue, by labour-market cell
  std::vector<std::int64_t> seekers;  // unemployed locals, by cell
  std::vector<std::int64_t> visa_holders, permanent, matched;  // by scheme
  std::vector<std::int64_t> pay;  // [scheme][pay bin] of principals at work

  Stocks() = default;
  Stocks(std::size_t schemes, std::size_t sectors);
  void add_resident(const Residents& r, std::size_t row, int sign);
  void add_resident_work(const Residents& r, std::size_t row, int sign);  // that part of it
  void add_newcomer(const Newcomers& n, std::size_t row,
                    const std::vector<scenario::Scheme>& schemes, int sign);
  Stocks& operator+=(const Stocks& other);
  bool operator==(const Stocks&) const = default;
};

// Takes a resident out of the stocks, or out of a part of them, for as long as this lives, and puts
// the row back as it then is.
template <void (Stocks::*Add)(const Residents&, std::size_t, int)>
class EditOfResident {
 public:
  EditOfResident(Stocks& stocks, const Residents& r, std::size_t row)
      : stocks_(stocks), r_(r), row_(row) {
    (stocks_.*Add)(r_, row_, -1);
  }
  ~EditOfResident() { (stocks_.*Add)(r_, row_, +1); }
  EditOfResident(const EditOfResident&) = delete;
  EditOfResident& operator=(const EditOfResident&) = delete;

 private:
  Stocks& stocks_;
  const Residents& r_;
  std::size_t row_;
};
using ResidentEdit = EditOfResident<&Stocks::add_resident>;
// For a change of work alone, of a resident who is and stays here.
using ResidentWorkEdit = EditOfResident<&Stocks::add_resident_work>;

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
