using Microsoft.ML;

namespace Leat.Quickstart.Training;

/// <summary>A trainer whose progress ML.NET does not expose: it is retrained from scratch for each number of iterations to evaluate. With
/// one seed and one thread, n iterations are the first n of any longer training, so the points form the true curve.</summary>
internal abstract class RepeatedTrainer : Trainer
{
    public sealed override string StepMeaning =>
        "ML.NET shows no model until this trainer has ended, so each step is a separate training from the same seed " +
        "that is stopped after that many iterations.";

    public sealed override string IterationName => "iteration";

    public sealed override int WorkUnits(int classes) => Iterations.Sum();

    public sealed override IEstimator<ITransformer> CreateEstimator(MLContext ml) => CreateEstimator(ml, Iterations[^1]);

    /// <summary>The trainer, limited to <paramref name="iterations"/>.</summary>
    protected abstract IEstimator<ITransformer> CreateEstimator(MLContext ml, int iterations);

    public sealed override IEnumerable<TrainingStage> Train(ScaledFold fold, int seed, Action<int> worked)
    {
        foreach (var iteration in Iterations)
        {
            var ml = new MLContext(seed);
            var training = fold.Training.ToDataView(ml);
            var model = CreateEstimator(ml, iteration).Fit(training);
            worked(iteration);
            yield return new TrainingStage(
                iteration,
                MlRows.Probabilities(model.Transform(training)),
                MlRows.Probabilities(model.Transform(fold.Validation.ToDataView(ml))));
        }
    }
}
