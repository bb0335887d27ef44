# SPDX-License-Identifier: MIT
# Opens a results file in R's ncdf4: names, dates, figures, attributes. R lists dimensions in reverse.
suppressMessages(library(ncdf4))
options(warn = 2)

path <- commandArgs(trailingOnly = TRUE)[1]
file <- nc_open(path)

stopifnot(identical(ncatt_get(file, 0, "Conventions")$value, "CF-1.10"))
for (name in c("title", "seed", "replicates", "scale", "threads", "wall_seconds")) {
  stopifnot(ncatt_get(file, 0, name)$hasatt)
}

sexes <- ncvar_get(file, "flows/sex")
stopifnot(identical(as.vector(sexes), c("male", "female")))
schemes <- ncvar_get(file, "flows/scheme")

months <- as.Date(ncvar_get(file, "flows/month"), origin = "1970-01-01")
stopifnot(all(format(months, "%d") == "01"))

arrivals <- ncvar_get(file, "flows/arrivals", collapse_degen = FALSE)
replicates <- ncatt_get(file, 0, "replicates")$value
stopifnot(identical(dim(arrivals), c(2L, length(schemes), length(months), as.integer(replicates))))
stopifnot(!anyNA(arrivals))
stopifnot(ncatt_get(file, "flows/arrivals", "units")$value == "1")

scenario <- ncvar_get(file, "provenance/scenario_yaml")
stopifnot(grepl("title:", scenario))

if ("events/person" %in% names(file$var)) {
  person <- ncvar_get(file, "events/person")
  event <- ncvar_get(file, "events/event")
  stopifnot(length(person) == length(event), all(person >= 0))
}
nc_close(file)
cat("all read\n")
