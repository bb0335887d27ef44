// SPDX-License-Identifier: MIT
// Pools of candidates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scenario/values.h"

namespace talentsim::scenario {

// How one attribute is spread in a pool.
struct Spread {
  Attribute attribute;
  enum class Form : std::uint8_t { constant, share, uniform, log_normal } form = Form::constant;
  double a = 0, b = 0;  // constant: a; share: 1 with probability a; uniform: a to b; log_normal:
                        // median a, log sd b
  double floor = 0;     // log_normal only: values below are raised to it
};

// Where candidates come from, how many a month, who they are and whom they bring.
struct Pool {
  std::string name, title;
  Series candidates_month;       // expected candidates a month, whole city
  double candidates_factor = 1;  // multiplies them
  std::vector<double> season;    // 12 factors, January first, mean 1; empty: flat
  double dispersion = 0;         // negative binomial size r; 0: Poisson
  bool from_resident_students =
      false;                     // candidates are resident non-local students whose course ends
  bool educated_here = false;    // professions learnt here need no recognition
  bool joins_relatives = false;  // principals and their families come to relatives who live here
  std::vector<AgeBand> ages;
  double female_share = 0.5;
  std::vector<Spread> attributes;  // attributes not listed are 0 (local_degree_months: 9999)
  double outside_utility = 0;      // of not coming, against the utilities of schemes
  std::vector<AgeBand> married;    // share married by age; bands need not sum to 1
  std::vector<double> children_if_married;  // probabilities of 0, 1, 2, ... children; sum to 1
  double searching_share = 1;  // of those without an offer, share who ever search for local work
  std::vector<double> skill_shares;       // high, middle, elementary; sum to 1
  std::vector<double> shortage_sectors;   // copy of the labour market's list, for the attribute
  std::vector<double> sector_shares;      // by sector, in the order of `sectors`; sum to 1   (YAML:
                                          // mapping by sector name)
  std::vector<double> trade_shares;       // by trade, in the order of `trades`; empty: no trade
  std::vector<int> trade_sectors;         // copy of the sectors of the trades
  double employers = 0;                   // that recruit from the pool; 0: each hires one person
  double employer_concentration = 1;      // 1: all recruit alike; higher: more by fewer
  double offer_pay_median_hkd_month = 0;  // pay of an arranged job; 0: from the market's wage law
  double search_efficiency = 1;           // multiplies the job-finding hazard of a local seeker
};

}  // namespace talentsim::scenario
