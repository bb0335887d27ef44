// SPDX-License-Identifier: MIT
// Speed and size of whole runs beside the machine's limits. Every configuration runs in a process
// of its own, so that peak memory and start-up belong to it alone; the limits are measured in that
// process once the run has ended.
//   build/bench/whole_run [SCENARIO] [--scales 0.01,0.1,1] [--threads 1,2] [--rounds 3] [--json
//   FILE] [--csv FILE]
#include <fmt/format.h>
#include <omp.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "limits.h"
#include "run/run.h"
#include "scenario/loader.h"
#include "version.h"

namespace {

using namespace talentsim;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string scenario = "scenarios/baseline.yaml", until, json_file, csv_file;
  std::string folder = "out";  // of the results files, which are removed
  std::vector<double> scales = {0.01, 0.1, 1};
  std::vector<int> threads = {1, 2};
  int rounds = 3;
  bool events = false;
  std::int64_t started_ns =
      0;  // monotonic clock before this process was started; 0: the process that starts others
};

std::int64_t now_ns() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1'000'000'000LL + t.tv_nsec;
}

double seconds_since(std::int64_t start_ns) {
  return static_cast<double>(now_ns() - start_ns) * 1e-9;
}

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;  // ru_maxrss is in KiB
}

Json steps_of(const run::Summary& summary) {
  Json steps = Json::object();
  for (const auto& [name, seconds] : summary.step_seconds) steps[name] = seconds;
  return steps;
}

Json figures_of(const run::Summary& s, double load_seconds, double total_seconds) {
  const auto person_months = static_cast<double>(s.person_months);
  Json figures;
  figures["person_months"] = s.person_months;
  figures["total_seconds"] = total_seconds;
  figures["load_seconds"] = load_seconds;  // start of the process, reading the scenario
  figures["build_seconds"] = s.build_seconds;
  figures["live_seconds"] = s.live_seconds;
  figures["write_seconds"] = s.write_seconds;
  figures["step_seconds"] = steps_of(s);
  figures["person_months_second"] = person_months / total_seconds;
  figures["output_share"] = s.write_seconds / total_seconds;
  figures["residents"] = s.residents_held;
  figures["bytes_resident"] =
      static_cast<double>(s.footprint.used_bytes) / static_cast<double>(s.residents_held);
  figures["bytes_resident_reserved"] =
      static_cast<double>(s.footprint.reserved_bytes) / static_cast<double>(s.residents_held);
  figures["peak_mib"] = peak_mib();
  return figures;
}

void add_limits(Json& figures) {
  const auto limits = bench::measure_limits();
  const double speed = figures["person_months_second"];
  figures["limits"] = {{"bandwidth_gb_second", limits.bandwidth_gb_second},
                       {"words_second", limits.words_second},
                       {"blocks_second", limits.blocks_second},
                       {"skeleton_person_months_second", limits.skeleton_person_months_second}};
  // What the run needs at the least, eight bytes read and one word drawn a person-month, over what
  // the machine gives.
  figures["ratios"] = {
      {"bandwidth", speed * bench::kScreenRowBytes * 1e-9 / limits.bandwidth_gb_second},
      {"words", speed / limits.words_second},
      {"blocks", speed / limits.blocks_second},
      {"skeleton", speed / limits.skeleton_person_months_second}};
}

// One configuration, in a process of its own.
Json run_here(const Arguments& arguments) {
  const double scale = arguments.scales.front();
  const int threads = arguments.threads.front();
  scenario::Overrides overrides;
  overrides.scale = scale;
  if (!arguments.until.empty()) overrides.until = Month::parse(arguments.until);
  const auto scenario = scenario::load(arguments.scenario, overrides);
  const double load_seconds = seconds_since(arguments.started_ns);
  run::RunOptions options;
  options.output = std::filesystem::path(arguments.folder) / fmt::format("bench_{}.h5", getpid());
  options.threads = threads;
  options.events = arguments.events;
  const auto summary = run::run_scenario(scenario, options, {});
  const double total_seconds = seconds_since(arguments.started_ns);
  std::filesystem::remove(options.output);
  Json result{
      {"scale", scale}, {"threads", threads}, {"months", scenario.end - scenario.start + 1}};
  result.update(figures_of(summary, load_seconds, total_seconds));
  add_limits(result);
  return result;
}

// Starts this program again for one configuration and reads what it writes.
Json run_in_process(const Arguments& arguments, double scale, int threads) {
  int ends[2];
  if (pipe(ends) != 0)
    throw std::runtime_error("no pipe to the process of a run (too many open files?)");
  std::vector<std::string> words = {
      "whole_run",    arguments.scenario,         "--scales", fmt::format("{}", scale),
      "--threads",    fmt::format("{}", threads), "--folder", arguments.folder,
      "--started-ns", fmt::format("{}", now_ns())};
  if (!arguments.until.empty()) words.insert(words.end(), {"--until", arguments.until});
  if (arguments.events) words.push_back("--events");
  std::vector<char*> pointers;
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const auto child = fork();
  if (child < 0) throw std::runtime_error("no process for a run (out of memory or processes?)");
  if (child == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execv("/proc/self/exe", pointers.data());
    _exit(127);
  }
  close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t n = 0; (n = read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0)
    throw std::runtime_error(
        fmt::format("the run at scale {:g} with {} threads failed", scale, threads));
  return Json::parse(text);
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

// Processes that wanted a core in the minute before; well above 0, the machine was busy and the
// figures are low.
double load_average() {
  double load = -1;
  getloadavg(&load, 1);
  return load;
}

Json header_of(const Arguments& arguments) {
  const auto now = std::time(nullptr);
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%d %H:%M UTC", std::gmtime(&now));
  return {{"date", date.data()},
          {"processor", processor()},
          {"cores", omp_get_num_procs()},
          {"load_average", load_average()},
          {"last_level_cache_mib", static_cast<double>(sysconf(_SC_LEVEL3_CACHE_SIZE)) / 1048576},
          {"version", build::kVersion},
          {"git_commit", build::kGitCommit},
          {"instruction_set", build::kInstructionSet},
          {"scenario", arguments.scenario},
          {"events", arguments.events}};
}

// Columns of the table and of the CSV file: heading, path in the result, factor, decimals.
struct Column {
  const char* heading;
  const char* path;
  double factor;
  int decimals;
};
constexpr std::array kColumns = {
    Column{"scale", "/scale", 1, 2},
    Column{"threads", "/threads", 1, 0},
    Column{"million person-months/s", "/person_months_second", 1e-6, 1},
    Column{"total s", "/total_seconds", 1, 2},
    Column{"load s", "/load_seconds", 1, 2},
    Column{"build s", "/build_seconds", 1, 2},
    Column{"live s", "/live_seconds", 1, 2},
    Column{"write s", "/write_seconds", 1, 2},
    Column{"output %", "/output_share", 100, 1},
    Column{"bytes/resident", "/bytes_resident", 1, 1},
    Column{"peak MiB", "/peak_mib", 1, 0},
    Column{"read GB/s", "/limits/bandwidth_gb_second", 1, 1},
    Column{"million words/s", "/limits/words_second", 1e-6, 0},
    Column{"million blocks/s", "/limits/blocks_second", 1e-6, 0},
    Column{"skeleton million/s", "/limits/skeleton_person_months_second", 1e-6, 0},
    Column{"of bandwidth %", "/ratios/bandwidth", 100, 1},
    Column{"of words %", "/ratios/words", 100, 1},
    Column{"of blocks %", "/ratios/blocks", 100, 1},
    Column{"of skeleton %", "/ratios/skeleton", 100, 1},
};

double value(const Json& result, const Column& column) {
  return result.at(Json::json_pointer(column.path)).get<double>() * column.factor;
}

// One row a figure, one column a configuration; then the share of each step of the month.
std::string table(const Json& results) {
  std::string out;
  for (const auto& column : kColumns) {
    out += fmt::format("{:<26}", column.heading);
    for (const auto& result : results)
      out += fmt::format(" {:>9.{}f}", value(result, column), column.decimals);
    out += '\n';
  }
  out += "share of living the months, %\n";
  for (const auto& [step, seconds] : results.front()["step_seconds"].items()) {
    out += fmt::format("  {:<24}", step);
    for (const auto& result : results)
      out += fmt::format(" {:>9.1f}", 100 * result["step_seconds"][step].get<double>() /
                                          result["live_seconds"].get<double>());
    out += '\n';
  }
  return out;
}

std::string csv(const Json& results) {
  std::string out;
  for (const auto& column : kColumns)
    out += fmt::format("{}{}", &column == kColumns.data() ? "" : ",", column.heading);
  for (const auto& result : results)
    for (const auto& column : kColumns)
      out +=
          fmt::format("{}{:.9g}", &column == kColumns.data() ? "\n" : ",", value(result, column));
  return out + '\n';
}

void write(const std::string& file, const std::string& text) {
  std::ofstream out(file);
  out << text;
  if (!out.flush())
    throw std::runtime_error(
        fmt::format("{} cannot be written (folder missing or disk full?)", file));
}

// The fastest run of each configuration. They take turns, as the machine's speed changes.
Json fastest_runs(const Arguments& arguments) {
  Json results = Json::array();
  for (int round = 0; round < arguments.rounds; ++round) {
    std::size_t place = 0;
    for (const double scale : arguments.scales)
      for (const int threads : arguments.threads) {
        fmt::print(stderr, "scale {:g}, {} threads\n", scale, threads);
        Json result = run_in_process(arguments, scale, threads);
        if (round == 0)
          results.push_back(std::move(result));
        else if (result["total_seconds"] < results[place]["total_seconds"])
          results[place] = std::move(result);
        ++place;
      }
  }
  return results;
}

void run_all(const Arguments& arguments) {
  std::filesystem::create_directories(arguments.folder);
  Json report = header_of(arguments), results = fastest_runs(arguments);
  report["rounds"] = arguments.rounds;
  fmt::print("{}", table(results));
  if (!arguments.csv_file.empty()) write(arguments.csv_file, csv(results));
  report["results"] = std::move(results);
  if (!arguments.json_file.empty()) write(arguments.json_file, report.dump(2) + '\n');
}

}  // namespace

int main(int argc, char** argv) try {
  Arguments arguments;
  CLI::App app("Speed and size of whole runs, beside the limits of the machine", "whole_run");
  app.add_option("SCENARIO", arguments.scenario, "scenario file");
  app.add_option("--scales", arguments.scales, "scales, separated by commas")->delimiter(',');
  app.add_option("--threads", arguments.threads, "numbers of threads, separated by commas")
      ->delimiter(',');
  app.add_option("--rounds", arguments.rounds, "runs of each configuration; the fastest counts")
      ->check(CLI::PositiveNumber);
  app.add_option("--until", arguments.until, "last month to simulate, YYYY-MM");
  app.add_flag("--events", arguments.events, "also write what happened to every person");
  app.add_option("--folder", arguments.folder, "where results files are written, then removed");
  app.add_option("--json", arguments.json_file, "file for all figures");
  app.add_option("--csv", arguments.csv_file, "file for the table, one line a configuration");
  app.add_option("--started-ns", arguments.started_ns)
      ->group("");  // used between the processes of this program
  CLI11_PARSE(app, argc, argv);
  if (arguments.started_ns != 0)
    fmt::print("{}\n", run_here(arguments).dump());
  else
    run_all(arguments);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "whole_run: error: {}\n", error.what());
  return 1;
}
