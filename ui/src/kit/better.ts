/** Whether a greater value of a metric is better, guessed by its name: errors, losses, times and spreads are better when small. */
export function greaterIsBetter(key: string): boolean {
  return !/(^|[^a-z])(loss|err|error|rmse|mse|mae|mape|nll|perplexity|ppl|wer|cer|fid|latency|time|seconds|duration|regret|divergence|kl|brier|std|stdev|stddev|var|variance)([^a-z]|$)|loss$|error$/i.test(
    key,
  );
}
