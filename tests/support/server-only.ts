// Stands in for the package of the same name, which refuses to be loaded outside Next's server build.
export {}
