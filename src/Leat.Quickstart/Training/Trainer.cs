using Microsoft.ML;

namespace Leat.Quickstart.Training;

/// <summary>A trainer of a multi-class classifier whose progress can be observed.</summary>
/// <remarks>Each training has its own <see cref="MLContext"/>. Within one context ML.NET derives each training's random numbers from the
/// number of previous trainings, so results would depend on the order in which folds happen to run.</remarks>
internal abstract class Trainer
{
    /// <summary>ML.NET's name for the trainer.</summary>
    public abstract string Name { get; }

    /// <summary>Short lower-case name for runs, such as <c>fast-tree</c>.</summary>
    public abstract string RunName { get; }

    /// <summary>One sentence on what the trainer does.</summary>
    public abstract string Description { get; }

    /// <summary>One sentence on how its per-step metrics are computed.</summary>
    public abstract string StepMeaning { get; }

    /// <summary>Hyperparameters, named like ML.NET's options.</summary>
    public abstract IReadOnlyDictionary<string, string> Hyperparameters { get; }

    /// <summary>The iterations after which the model is evaluated, ascending; after the last one it is finished.</summary>
    public abstract IReadOnlyList<int> Iterations { get; }

    /// <summary>What one iteration is called: <c>iteration</c> or <c>tree</c>.</summary>
    public abstract string IterationName { get; }

    /// <summary>The amount of work in one training, in units of about equal time; used for progress.</summary>
    public abstract int WorkUnits(int classes);

    /// <summary>Trains on the fold and yields one stage for each of <see cref="Iterations"/>, as soon as it is known.</summary>
    /// <param name="fold">The rows.</param>
    /// <param name="seed">Seed of the training's random numbers.</param>
    /// <param name="worked">Called with the number of <see cref="WorkUnits"/> done since the last call.</param>
    public abstract IEnumerable<TrainingStage> Train(ScaledFold fold, int seed, Action<int> worked);

    /// <summary>ML.NET's multi-class trainer with all its iterations.</summary>
    public abstract IEstimator<ITransformer> CreateEstimator(MLContext ml);
}
