// SPDX-License-Identifier: MIT
#include "phases/job_ranking.h"

#include <doctest/doctest.h>

namespace talentsim::phases {
namespace {

using scenario::EmployerKind;
using scenario::SeekerOrigin;

JobSeeker seeker(SeekerOrigin origin) {
  JobSeeker s{};
  s.origin = origin;
  s.local_experience = origin == SeekerOrigin::local ? 0.75f : 0.25f;
  s.outside_experience = origin == SeekerOrigin::local ? 0.0f : 0.5f;
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
  float experience(SeekerOrigin origin, EmployerKind employer) const {
    return Ranking(market, channel).terms(seeker(origin), post(employer)).experience;
  }
};

constexpr SeekerOrigin kOrigins[] = {SeekerOrigin::local, SeekerOrigin::mainland,
                                     SeekerOrigin::overseas};
constexpr EmployerKind kKinds[] = {EmployerKind::local, EmployerKind::mainland_background,
                                   EmployerKind::international};

TEST_CASE("experience elsewhere counts by the channel's credit at all employers") {
  const Market market;
  for (const auto kind : kKinds) {
    CHECK(market.experience(SeekerOrigin::local, kind) == 1.5f);
    CHECK(market.experience(SeekerOrigin::mainland, kind) == 1.0f);
    CHECK(market.experience(SeekerOrigin::overseas, kind) == 1.0f);
  }
}

TEST_CASE("employers count experience by where it was gained, and never above experience here") {
  Market market;
  auto& factors = market.market.outside_experience_credit_by_employer;
  factors[static_cast<std::size_t>(SeekerOrigin::mainland)] = {0.5, 1.5, 5};
  const auto of_mainland = [&](EmployerKind kind) {
    return market.experience(SeekerOrigin::mainland, kind);
  };
  CHECK(of_mainland(EmployerKind::local) == 0.75f);
  CHECK(of_mainland(EmployerKind::mainland_background) == 1.25f);
  CHECK(of_mainland(EmployerKind::international) == 1.5f);
  for (const auto origin : kOrigins)
    if (origin != SeekerOrigin::mainland)
      CHECK(market.experience(origin, EmployerKind::mainland_background) ==
            Market().experience(origin, EmployerKind::mainland_background));
}

}  // namespace
}  // namespace talentsim::phases
