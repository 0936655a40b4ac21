using Microsoft.ML;

namespace Leat.Quickstart.Training;

/// <summary>A way to learn a multi-class classifier, watched while it learns.</summary>
/// <remarks>
/// Each training has its own <see cref="MLContext"/>: within one context ML.NET derives each training's random numbers
/// from how many came before, so that figures would depend on the order in which folds happen to run.
/// </remarks>
internal abstract class Trainer
{
    /// <summary>ML.NET's name of the trainer.</summary>
    public abstract string Name { get; }

    /// <summary>Short lower-case name for runs, such as <c>fast-tree</c>.</summary>
    public abstract string RunName { get; }

    /// <summary>What the trainer does, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>How its metrics by step come about, in a sentence.</summary>
    public abstract string StepMeaning { get; }

    /// <summary>Hyperparameters, named as ML.NET's options are.</summary>
    public abstract IReadOnlyDictionary<string, string> Hyperparameters { get; }

    /// <summary>The iterations after which the model is judged, ascending; after the last it is finished.</summary>
    public abstract IReadOnlyList<int> Iterations { get; }

    /// <summary>What one iteration is: <c>iteration</c>, or <c>tree</c>.</summary>
    public abstract string IterationName { get; }

    /// <summary>How much work a training is, in units of about equal time; for progress.</summary>
    public abstract int WorkUnits(int classes);

    /// <summary>
    /// Trains on the fold and yields one stage for each of <see cref="Iterations"/>, as soon as it is known.
    /// </summary>
    /// <param name="fold">The rows.</param>
    /// <param name="seed">Of the training's random numbers.</param>
    /// <param name="worked">Told how many of the <see cref="WorkUnits"/> have been done since the last call.</param>
    public abstract IEnumerable<TrainingStage> Train(ScaledFold fold, int seed, Action<int> worked);

    /// <summary>ML.NET's multi-class trainer with all its iterations.</summary>
    public abstract IEstimator<ITransformer> CreateEstimator(MLContext ml);
}
