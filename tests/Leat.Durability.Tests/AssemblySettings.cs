using Xunit.Sdk;
using Xunit.v3;

// Every test here loads the machine on purpose: in parallel they would only measure each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
