// Fixtures run side by side, one more than there are cores; the tests of one fixture run in turn. A fixture that measures time or memory,
// or sets what the whole process has, is [NonParallelizable]: it runs when nothing else does.
[assembly: Parallelizable(ParallelScope.Fixtures)]
