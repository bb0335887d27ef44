# SPDX-License-Identifier: MIT
# Kaplan-Meier and Aalen-Johansen estimates of R's package survival, from the event log of a results file, against the
# group cohorts of the same file: numbers at risk, retained, departed by cause and permanent, by admission scheme, sex and
# half-year of arrival, to the last simulated person.
#
#   Rscript cohorts.R FILE.h5
#
# Who is in: every principal with an arrival in the log, commuters from Shenzhen and former students included. Holders who
# were here at the start have none; their arrival lies before the run (left truncation), and neither side counts them.
# A change of scheme is not an exit: a person stays in the cohort of the scheme of arrival.
# Time runs in months; what happens within the month s after arrival happens at s + 1, the end of that month. The run's end
# censors everybody who is still there, at a time known on arrival.
suppressMessages({
  library(ncdf4)
  library(survival)
})
options(warn = 2)

file <- nc_open(commandArgs(trailingOnly = TRUE)[1])
read <- function(name) ncvar_get(file, name, collapse_degen = FALSE)
scale <- ncatt_get(file, 0, "scale")$value
persons <- function(values) {  # simulated persons, whole numbers
  counts <- values * scale
  stopifnot(max(abs(counts - round(counts))) < 1e-6)
  round(counts)
}
month_of <- function(days) {  # months since 1970
  date <- as.POSIXlt(as.Date(as.vector(days), origin = "1970-01-01"))
  (date$year - 70L) * 12L + date$mon
}

schemes <- as.vector(read("cohorts/scheme"))
sexes <- as.vector(read("cohorts/sex"))
half_years <- as.vector(read("cohorts/cohort"))
causes <- as.vector(read("cohorts/departure_cause"))
definitions <- as.vector(read("cohorts/definition"))
run_months <- month_of(read("flows/month"))
months <- length(read("cohorts/months_since_arrival"))
replicates <- ncatt_get(file, 0, "replicates")$value
last <- max(run_months)
half_year_of <- function(month) paste0(1970L + month %/% 12L, "H", 1L + (month %% 12L) %/% 6L)

# ---- the lives, out of the log ----------------------------------------------------------------------------------------

meanings <- strsplit(ncatt_get(file, "events/event", "flag_meanings")$value, " ")[[1]]
code <- as.vector(read("events/event"))
log_of <- function(names) {
  rows <- which(code %in% (match(names, meanings) - 1L))
  column <- function(name) as.vector(read(paste0("events/", name)))[rows]
  key <- paste(column("replicate"), format(column("person"), scientific = FALSE, trim = TRUE))
  data.frame(key, replicate = column("replicate") + 1L, month = month_of(column("month")),
             scheme = column("scheme") + 1L, detail = column("detail"))
}
arrivals <- log_of("arrival")
applications <- log_of("application")
losses <- log_of(c("departed", "died"))
permanent <- log_of("permanent_residence")
switches <- log_of("switched_scheme")
stopifnot(!anyDuplicated(arrivals$key), !anyDuplicated(applications$key), all(arrivals$key %in% applications$key))

life <- arrivals
life$sex <- applications$detail[match(life$key, applications$key)] + 1L
lost <- match(life$key, losses$key)
life$loss <- losses$month[lost] - life$month + 1L
life$cause <- losses$detail[lost] + 1L
life$scheme_left <- losses$scheme[lost]
life$permanent <- permanent$month[match(life$key, permanent$key)] - life$month + 1L
life$end <- last - life$month + 1L
life$half_year <- half_year_of(life$month)

# The log must hold what the comment above claims to handle.
truncated <- losses[!(losses$key %in% arrivals$key) & losses$scheme > 0 & losses$detail + 1L != match("death", causes) &
                      losses$detail + 1L != match("sponsor_left", causes), ]
switched <- !is.na(lost) & life$scheme_left != life$scheme
stopifnot(nrow(life) > 1000, nrow(truncated) > 0, all(life$key[switched] %in% switches$key))
cat(nrow(life), "arrivals,", sum(!is.na(lost)), "of them left or died,", sum(!is.na(life$permanent)), "became permanent,",
    sum(life$key %in% switches$key), "changed scheme;", nrow(truncated), "principals of the start left\n")

# ---- comparison -------------------------------------------------------------------------------------------------------

shape <- c(months, length(half_years), length(sexes), length(schemes), replicates)
# A table [months since arrival, half-year, sex, scheme, replicate] from counts by curve: rows of `values` are curves.
tabulate_curves <- function(values, curve) {
  table <- array(0, shape)
  for (row in seq_len(nrow(curve))) {
    at <- as.integer(curve[row, c("half_year", "sex", "scheme", "replicate")])
    table[, at[1], at[2], at[3], at[4]] <- table[, at[1], at[2], at[3], at[4]] + values[row, ]
  }
  table
}
expect_equal <- function(what, estimated, published) {
  wrong <- which(estimated != published, arr.ind = TRUE)
  if (nrow(wrong) > 0) {
    first <- wrong[1, ]
    stop(sprintf("%s: %d cells differ; the first: %s, %s, %s, %d months: log %g, cohorts %g", what, nrow(wrong),
                 schemes[first[4]], sexes[first[3]], half_years[first[2]], first[1] - 1L, estimated[wrong][1],
                 published[wrong][1]))
  }
  cat("equal:", what, "-", length(published), "cells,", sum(published), "persons\n")
}

# One estimate of survfit for many curves, at the end of each month: [curve, month] by part of the summary.
at_months <- function(fit, curves) {
  found <- summary(fit, times = seq_len(months), extend = TRUE)
  stopifnot(length(found$time) == months * curves)
  function(part, state = NULL) {
    values <- if (is.null(state)) found[[part]] else found[[part]][, match(state, fit$states)]
    matrix(values, curves, months, byrow = TRUE)
  }
}
curves_of <- function(columns) {
  curve <- unique(life[columns])
  curve <- curve[do.call(order, curve), , drop = FALSE]
  key <- do.call(paste, life[columns])
  list(rows = match(key, do.call(paste, curve)), table = curve)
}
published <- function(name) persons(read(paste0("cohorts/", name)))
life$half_year <- match(life$half_year, half_years)

cohort <- curves_of(c("half_year", "sex", "scheme", "replicate"))
curves <- nrow(cohort$table)
valid <- match("visa_valid", definitions)
became <- match("permanent_resident", definitions)
at_risk <- published("at_risk")
retention <- published("retention")
departed <- published("departed")
stopifnot(all(at_risk[valid, , , , , , drop = FALSE] == at_risk[became, , , , , , drop = FALSE]))
slice <- function(table, index) array(table[index, , , , , ], shape)

# Numbers under observation: the run's end as the event, nobody censored.
watched <- at_months(survfit(Surv(end, rep(1L, nrow(life))) ~ cohort$rows, data = life, se.fit = FALSE), curves)
expect_equal("at_risk", tabulate_curves(watched("n.risk"), cohort$table), slice(at_risk, valid))

# Kaplan-Meier: those at risk just before the end of a month, less the month's losses, are retained.
life$seen <- pmin(life$loss, life$end, na.rm = TRUE)
stopifnot(all(is.na(life$loss) | life$loss <= life$end))
km <- at_months(survfit(Surv(seen, !is.na(loss)) ~ cohort$rows, data = life, se.fit = FALSE), curves)
expect_equal("retention, visa_valid", tabulate_curves(km("n.risk") - km("n.event"), cohort$table),
             slice(retention, valid))

# While nobody of a cohort is censored the estimate is a plain share.
whole <- slice(at_risk, valid)
entered <- whole[rep(1L, months), , , , ]
dim(entered) <- shape
uncensored <- whole == entered & whole > 0
close_enough <- function(what, estimate, table) {
  share <- table / pmax(whole, 1)
  worst <- max(abs(tabulate_curves(estimate, cohort$table) - share)[uncensored])
  if (!(worst < 1e-10)) stop(sprintf("%s: the estimate and the share differ by %g", what, worst))
  cat("equal:", what, "as a share -", sum(uncensored), "cells\n")
}
close_enough("Kaplan-Meier", km("surv"), slice(retention, valid))

# Aalen-Johansen by cause. Within one month of arrival nobody is censored before the run ends, so the events of the months
# of arrival that are still under observation add up to what the cohort shows.
arrival <- curves_of(c("month", "half_year", "sex", "scheme", "replicate"))
still_watched <- outer(last - arrival$table$month, seq_len(months) - 1L, ">=")
cumulated <- function(events) t(apply(events, 1, cumsum)) * still_watched
competing <- function(cause, levels) factor(ifelse(is.na(cause), 0L, cause), 0:length(levels), c("censored", levels))
by_cause <- function(time, cause, levels, rows, count) {
  at_months(survfit(Surv(time, competing(cause, levels)) ~ rows, se.fit = FALSE), count)
}
lost_by <- by_cause(life$seen, life$cause, causes, arrival$rows, nrow(arrival$table))
incidence <- by_cause(life$seen, life$cause, causes, cohort$rows, curves)
everybody <- km("surv")
for (k in seq_along(causes)) {
  counts <- tabulate_curves(cumulated(lost_by("n.event", causes[k])), arrival$table)
  expect_equal(paste("departed,", causes[k]), counts, slice(departed, k))
  close_enough(paste("Aalen-Johansen,", causes[k]), incidence("pstate", causes[k]), slice(departed, k))
  everybody <- everybody + incidence("pstate", causes[k])
}
stopifnot(max(abs(everybody - 1)) < 1e-10)

# Permanent residence as one end, leaving or dying before it as the other.
first <- pmin(life$permanent, life$seen, na.rm = TRUE)
stopifnot(!any(life$permanent == life$loss, na.rm = TRUE))  # else the order within the month would have to be read
end <- ifelse(!is.na(life$permanent), 1L, ifelse(is.na(life$loss), NA, 2L))
settled <- by_cause(first, end, c("permanent", "left"), arrival$rows, nrow(arrival$table))
expect_equal("retention, permanent_resident",
             tabulate_curves(cumulated(settled("n.event", "permanent")), arrival$table), slice(retention, became))
close_enough("Aalen-Johansen, permanent residence",
             by_cause(first, end, c("permanent", "left"), cohort$rows, curves)("pstate", "permanent"),
             slice(retention, became))

# ---- the series -------------------------------------------------------------------------------------------------------

# Who enters the cohorts is who arrives, commuters included.
series <- persons(read("flows/arrivals"))  # sex, scheme, month, replicate
for (h in seq_along(half_years)) {
  within <- series[, , half_year_of(run_months) == half_years[h], , drop = FALSE]
  stopifnot(all(apply(within, c(1, 2, 4), sum) == array(whole[1, h, , , ], dim(within)[c(1, 2, 4)])))
}
# Causes that only principals have: the series holds the cohorts' losses, under the scheme held at the end, and those of
# the principals of the start.
left <- persons(read("flows/departures"))  # cause, scheme, month, replicate
own <- losses[losses$detail + 1L != match("sponsor_left", causes) & losses$detail + 1L != match("death", causes) &
                losses$scheme > 0, ]
for (k in setdiff(seq_along(causes), match(c("sponsor_left", "death"), causes))) {
  counted <- table(factor(own$scheme[own$detail + 1L == k], seq_along(schemes)))
  stopifnot(all(counted == apply(left[k, , , , drop = FALSE], 2, sum)))
}
cat("equal: arrivals and departures by cause in the series\n")
nc_close(file)
