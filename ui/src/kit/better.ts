/** Whether a greater value of a metric is better, guessed by its name: errors, losses, times and spreads are better when small. */
export function greaterIsBetter(key: string): boolean {
  return !/(^|[^a-z])(loss|err|error|rmse|mse|mae|mape|nll|perplexity|ppl|wer|cer|fid|latency|time|seconds|duration|regret|divergence|kl|brier|std|stdev|stddev|var|variance)([^a-z]|$)|loss$|error$/i.test(
    key,
  );
}

/** Whether one value of a metric can be better than another: what was set or counted, and what the machine did, says nothing of that. */
export function canBeBetter(key: string): boolean {
  return !/^system\/|(^|[^a-z])(lr|learning[_-]?rate|epochs?|steps?|global[_-]?step|iters?|iterations?|batch([_-]?size)?|weight[_-]?decay|momentum|seed|temperature|num[_-]?params|parameters)$/i.test(
    key,
  );
}
