// SPDX-License-Identifier: MIT
#include "run/checkpoints.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "support/disk.h"
#include "support/error.h"

namespace talentsim::run {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kKept = 2;  // cities of a replicate
constexpr const char* kRun = "run";
constexpr std::array kEndings = {".city", ".lived", ".events", ".partial"};

bool is_ours(const fs::path& file) {
  const auto name = file.filename().string();
  const auto ends = [&](const char* ending) { return name.ends_with(ending); };
  return name == kRun || name == "lock" || std::any_of(kEndings.begin(), kEndings.end(), ends);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

void remove_file(const fs::path& file) {
  std::error_code ignored;  // what stays is replaced or refused later
  fs::remove(file, ignored);
}

fs::path city_file(const fs::path& folder, int replicate, Month month) {
  return folder / fmt::format("{:05}-{}.city", replicate, month.text());
}

template <class Visit>
void visit_ending(Visit& visit, Lived& lived) {
  visit(lived.bound_months);
  visit(lived.footprint.used_bytes);
  visit(lived.footprint.reserved_bytes);
  visit(lived.residents_held);
}

checkpoint::Identity identity_of_run() {
  auto identity = checkpoint::this_build();
  identity.what = "a run";
  return identity;
}

}  // namespace

template <class Visit>
void visit_columns(Visit& visit, Manner& manner) {
  auto& [events, check_invariants, row_order] = manner;
  visit(events);
  visit(check_invariants);
  visit(row_order);
}

template <class Visit>
void visit_columns(Visit& visit, Manifest& manifest) {
  auto& [yaml, output, manner, force, keep_cities, every, batch, until] = manifest;
  visit(yaml);
  visit(output);
  visit(manner);
  visit(force);
  visit(keep_cities);
  visit(every);
  visit(batch);
  visit(until);
}

template <class Visit>
void visit_columns(Visit& visit, Target& target) {
  auto& [figure, width] = target;
  visit(figure);
  visit(width);
}

Checkpoints::Checkpoints(const fs::path& folder, Use use)
    : folder_(folder), identity_(checkpoint::this_build()) {
  lock_ = ::open((folder_ / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) disk_failed("make", folder_ / "lock");
  if (::flock(lock_, (use == Use::read ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw UsageError(fmt::format(
        "'{}' is in use (another talentsim writes there) wait for it or name another folder",
        folder_.string()));
}

Checkpoints::~Checkpoints() { ::close(lock_); }

std::unique_ptr<Checkpoints> Checkpoints::begin(const fs::path& folder, const Manifest& manifest,
                                                bool force) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!fs::is_directory(folder)) {
    const auto what = fmt::format("cannot make the folder '{}' ({}) name another for checkpoints",
                                  folder.string(), error.message());
    if (fs::exists(folder)) throw UsageError(what);
    throw RunError(what);
  }
  const auto there = files_in(folder);
  if (!std::all_of(there.begin(), there.end(), is_ours))
    throw UsageError(fmt::format(
        "'{}' holds other files (checkpoints have a folder of their own) name a new one",
        folder.string()));
  if (fs::exists(folder / kRun) && !force)
    throw UsageError(
        fmt::format("'{0}' holds the checkpoints of a run (they are never overwritten unasked) go "
                    "on with it: talentsim resume {0}; or use --force",
                    folder.string()));
  std::unique_ptr<Checkpoints> made(new Checkpoints(folder, Use::go_on));
  remove_file(folder / kRun);
  for (const auto& file : there)
    if (file.filename() != "lock") remove_file(file);
  made->manifest_ = manifest;
  checkpoint::write_sealed(folder / kRun, identity_of_run(),
                           [&](checkpoint::Writer& write) { write(manifest); });
  return made;
}

bool Checkpoints::hold_a_run(const fs::path& folder) { return fs::exists(folder / kRun); }

std::unique_ptr<Checkpoints> Checkpoints::open(const fs::path& folder, Use use) {
  if (!fs::exists(folder / kRun))
    throw UsageError(
        fmt::format("'{}' holds no run to go on with (it never began, or it is complete) begin one "
                    "with talentsim run --checkpoint",
                    folder.string()));
  std::unique_ptr<Checkpoints> made(new Checkpoints(folder, use));
  checkpoint::read_sealed(folder / kRun, identity_of_run(),
                          [&](checkpoint::Reader& read) { read(made->manifest_); });
  return made;
}

void Checkpoints::check_complete(const scenario::Scenario& scenario) const {
  for (int replicate = 0; replicate < scenario.replicates; ++replicate)
    if (!fs::exists(city_file(folder_, replicate, scenario.end)))
      throw UsageError(
          fmt::format("the past in '{0}' is not complete (replicate {1} has not been lived to {2}) "
                      "go on with it: talentsim resume {0}",
                      folder_.string(), replicate, scenario.end.text()));
}

void Checkpoints::remove() {
  const bool keep = manifest_.keep_cities;
  if (!keep) remove_file(folder_ / kRun);  // first: without it, nobody goes on from the others
  for (const auto& file : files_in(folder_)) {
    const bool wanted = file.extension() == ".city" || file.extension() == ".events" ||
                        file.filename() == kRun || file.filename() == "lock";
    if (is_ours(file) && !(keep && wanted)) remove_file(file);
  }
  if (!keep) remove_file(folder_);  // refused when something else is in it
}

ReplicateCheckpoints::ReplicateCheckpoints(const Checkpoints& run, int replicate)
    : run_(run), replicate_(replicate) {
  if (run.manifest().manner.events)
    journal_ = std::make_unique<checkpoint::EventJournal>(
        run.folder() / fmt::format("replicate-{:05}.events", replicate));
}

fs::path ReplicateCheckpoints::lived_file() const {
  return run_.folder() / fmt::format("replicate-{:05}.lived", replicate_);
}

std::vector<fs::path> ReplicateCheckpoints::city_files() const {
  const auto prefix = fmt::format("{:05}-", replicate_);
  auto files = files_in(run_.folder());
  std::erase_if(files, [&](const fs::path& file) {
    return !file.filename().string().starts_with(prefix) || file.extension() != ".city";
  });
  return files;
}

checkpoint::Identity ReplicateCheckpoints::identity(const char* what) const {
  auto identity = run_.identity_;
  identity.what = fmt::format("{} of replicate {}", what, replicate_);
  return identity;
}

std::optional<Lived> ReplicateCheckpoints::lived(const TakeEvents& take) {
  if (!fs::exists(lived_file())) return {};
  Lived lived;
  checkpoint::EventJournal::Mark mark;
  checkpoint::read_sealed(lived_file(), identity("figures"), [&](checkpoint::Reader& read) {
    read(mark);
    visit_record(read, lived.record);
    visit_ending(read, lived);
  });
  if (journal_) journal_->rewind(mark, take);
  return lived;
}

std::optional<Replicate> ReplicateCheckpoints::restored(const scenario::Scenario& scenario,
                                                        const stats::Axes& axes,
                                                        const Manner& manner,
                                                        const TakeEvents& take) {
  std::optional<Replicate> replicate;
  checkpoint::EventJournal::Mark mark;
  if (const auto files = city_files(); !files.empty())
    checkpoint::read_sealed(files.back(), identity("city"), [&](checkpoint::Reader& read) {
      read(mark);
      replicate.emplace(scenario, axes, manner, read);
    });
  if (journal_) journal_->rewind(mark, take);
  if (replicate) last_saved_ = replicate->months_lived();
  return replicate;
}

void ReplicateCheckpoints::add(std::span<const stats::Event> events) {
  if (journal_) journal_->append(events);
}

bool ReplicateCheckpoints::is_due(const Replicate& replicate) const {
  return replicate.months_lived() - last_saved_ >= run_.manifest().every;
}

void ReplicateCheckpoints::save(const Replicate& replicate) {
  if (replicate.months_lived() == last_saved_) return;
  const auto mark = journal_ ? journal_->mark() : checkpoint::EventJournal::Mark{};
  checkpoint::write_sealed(city_file(run_.folder(), replicate_, replicate.month()),
                           identity("city"), [&](checkpoint::Writer& write) {
                             write(mark);
                             replicate.write(write);
                           });
  last_saved_ = replicate.months_lived();
  const auto files = city_files();
  for (std::size_t i = 0; i + kKept < files.size(); ++i) remove_file(files[i]);
}

void ReplicateCheckpoints::finish(const Lived& lived) {
  const auto mark = journal_ ? journal_->mark() : checkpoint::EventJournal::Mark{};
  checkpoint::write_sealed(lived_file(), identity("figures"), [&](checkpoint::Writer& write) {
    write(mark);
    visit_record(write, lived.record);
    visit_ending(write, const_cast<Lived&>(lived));  // a writer changes nothing
  });
  auto files = city_files();
  if (run_.manifest().keep_cities && !files.empty()) files.pop_back();
  for (const auto& file : files) remove_file(file);
}

}  // namespace talentsim::run
