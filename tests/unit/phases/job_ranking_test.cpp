// SPDX-License-Identifier: MIT
#include "phases/job_ranking.h"

#include <doctest/doctest.h>

namespace talentsim::phases {
namespace {

using scenario::Elsewhere;
using scenario::EmployerKind;

JobSeeker resident() {
  JobSeeker s{};
  s.local_experience = 0.75f;
  return s;
}

JobSeeker newcomer(Elsewhere worked_in) {
  JobSeeker s{};
  s.local_experience = 0.25f;
  s.outside_experience = 0.5f;
  s.worked_in = worked_in;
  return s;
}

OpenPost post(EmployerKind employer) {
  OpenPost p{};
  p.employer = employer;
  return p;
}

struct Market {
  scenario::VacancyMarket market;
  scenario::Channel channel;
  Market() {
    market.experience_weight = 2;
    channel.outside_experience_credit = 0.5;
  }
  float experience(const JobSeeker& seeker, EmployerKind employer) const {
    return Ranking(market, channel).terms(seeker, post(employer)).experience;
  }
};

constexpr EmployerKind kKinds[] = {EmployerKind::local, EmployerKind::mainland_background,
                                   EmployerKind::international};

TEST_CASE("experience elsewhere counts by the channel's credit at all employers") {
  const Market market;
  for (const auto kind : kKinds) {
    CHECK(market.experience(resident(), kind) == 1.5f);
    CHECK(market.experience(newcomer(Elsewhere::mainland), kind) == 1.0f);
    CHECK(market.experience(newcomer(Elsewhere::overseas), kind) == 1.0f);
  }
}

TEST_CASE("employers count experience by where it was gained, and never above experience here") {
  Market market;
  auto& factors = market.market.outside_experience_credit_by_employer;
  factors[static_cast<std::size_t>(Elsewhere::mainland)] = {0.5, 1.5, 5};
  const auto of_mainland = [&](EmployerKind kind) {
    return market.experience(newcomer(Elsewhere::mainland), kind);
  };
  CHECK(of_mainland(EmployerKind::local) == 0.75f);
  CHECK(of_mainland(EmployerKind::mainland_background) == 1.25f);
  CHECK(of_mainland(EmployerKind::international) == 1.5f);
  for (const auto& other : {resident(), newcomer(Elsewhere::overseas)})
    CHECK(market.experience(other, EmployerKind::mainland_background) ==
          Market().experience(other, EmployerKind::mainland_background));
}

}  // namespace
}  // namespace talentsim::phases
