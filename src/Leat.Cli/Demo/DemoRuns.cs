using System.Globalization;
using Leat.Core;

namespace Leat.Cli.Demo;

/// <summary>Generates runs that look like real training: noisy learning curves whose quality follows from the hyperparameters.</summary>
internal sealed class DemoRuns(DemoRequest request, string experimentId)
{
    /// <summary>14 November 2023: a fixed date, so that a seed gives the same times on any day.</summary>
    private const long FirstStartMs = 1_700_000_000_000;

    private const long StartGapMs = 37_000;

    private static readonly double[] LearningRates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];
    private static readonly int[] BatchSizes = [16, 32, 64, 128, 256];
    private static readonly string[] Optimizers = ["adam", "adamw", "sgd", "rmsprop"];
    private static readonly string[] Models = ["resnet18", "resnet50", "vit-small", "mlp", "gbdt"];
    private static readonly string[] Users = ["ada", "barbara", "grace", "hedy", "katherine", "margaret", "radia", "sophie"];
    private static readonly string[] Teams = ["vision", "speech", "ranking", "forecast"];
    private static readonly string[] KnownMetrics = ["loss", "val_loss", "accuracy", "val_accuracy", "learning_rate"];

    /// <summary>The run with this index. The values of its series are generated while they are enumerated.</summary>
    public BulkRun Make(long index, long points)
    {
        var random = SplitMix.For(request.Seed, index);
        var shape = new TrainingShape(ref random);
        var start = FirstStartMs + (index * StartGapMs) + random.Below((int)StartGapMs);
        var series = new List<BulkSeries>(request.Series);
        var lastStepMs = start;
        for (var k = 0; k < request.Series; k++)
        {
            var count = (points / request.Series) + (k < points % request.Series ? 1 : 0);
            if (count == 0)
                continue;
            series.Add(new BulkSeries(NameOf(k), Curve(shape, k, count, start, random.Next())));
            lastStepMs = Math.Max(lastStepMs, start + (count * shape.StepMs));
        }

        var status = StatusOf(random.Below(100));
        var deleted = random.Below(100) == 0;
        var endMs = status == RunStatus.Running ? (long?)null : lastStepMs + 1_000;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Models[shape.Model]}-{index}");
        var user = Users[random.Below(Users.Length)];
        var info = new RunInfo(
            IdOf(index), experimentId, name, user, status, start, endMs, "", deleted ? LifecycleStage.Deleted : LifecycleStage.Active);
        return new BulkRun(info)
        {
            Params = ParamsOf(shape, ref random),
            Tags = TagsOf(index, name, user, ref random),
            Metrics = series,
            DeletedTimeMs = deleted ? lastStepMs + 86_400_000 : null,
        };
    }

    private static string NameOf(int series) =>
        series < KnownMetrics.Length ? KnownMetrics[series] : string.Create(CultureInfo.InvariantCulture, $"metric_{series + 1}");

    /// <summary>32 hex digits. They depend on the experiment, so that another load with the same seed gets different ids.</summary>
    private string IdOf(long index)
    {
        var random = SplitMix.For(request.Seed ^ (long.Parse(experimentId, CultureInfo.InvariantCulture) << 32), ~index);
        return string.Create(CultureInfo.InvariantCulture, $"{random.Next():x16}{random.Next():x16}");
    }

    private static RunStatus StatusOf(int percent) => percent switch
    {
        < 88 => RunStatus.Finished,
        < 95 => RunStatus.Failed,
        < 98 => RunStatus.Killed,
        _ => RunStatus.Running,
    };

    private static List<Param> ParamsOf(in TrainingShape shape, ref SplitMix random) =>
    [
        new("learning_rate", Text(LearningRates[shape.LearningRate])),
        new("batch_size", Text(BatchSizes[shape.BatchSize])),
        new("optimizer", Optimizers[shape.Optimizer]),
        new("model", Models[shape.Model]),
        new("depth", Text(shape.Depth)),
        new("dropout", Text(Math.Round(shape.Dropout, 2))),
        new("weight_decay", Text(Math.Round(random.Uniform() * 0.01, 5))),
        new("warmup_steps", Text(random.Below(20) * 50)),
        new("data_version", $"v{Text(1 + random.Below(12))}"),
        new("seed", Text(random.Below(1_000_000))),
    ];

    /// <summary>Five tags, plus one for the tenth of the runs that are child runs.</summary>
    private List<Tag> TagsOf(long index, string name, string user, ref SplitMix random)
    {
        var tags = new List<Tag>(6)
        {
            new("mlflow.runName", name),
            new("mlflow.user", user),
            new("mlflow.source.name", "train.py"),
            new("mlflow.source.git.commit", string.Create(CultureInfo.InvariantCulture, $"{SplitMix.For(request.Seed, index / 500).Next():x16}deadbeef{0:x16}")),
            new("team", Teams[random.Below(Teams.Length)]),
        };
        if (index % 10 != 0 && random.Below(9) == 0)
            tags.Add(new Tag("mlflow.parentRunId", IdOf(index - (index % 10))));
        return tags;
    }

    /// <summary>Losses fall and other metrics rise towards a value set by the training, with noise that fades.</summary>
    private static IEnumerable<MetricPoint> Curve(TrainingShape shape, int series, long count, long start, ulong seed)
    {
        var random = new SplitMix(seed);
        var isLoss = series < 2;
        var isRate = series == 4;
        var end = isLoss ? 1 - shape.Quality : shape.Quality - (series % 2 * 0.03);
        var begin = isLoss ? 2.5 : 0.1;
        var pace = 5.0 / count;
        var time = start;
        for (var step = 0L; step < count; step++)
        {
            time += shape.StepMs + random.Below(200);
            var rest = Math.Exp(-pace * step);
            var value = isRate
                ? LearningRates[shape.LearningRate] * (0.5 + (0.5 * Math.Cos(Math.PI * step / count)))
                : end + ((begin - end) * rest) + (random.Noise() * 0.02 * (0.3 + rest));
            // Programs log accuracies as counted, losses as computed.
            yield return new MetricPoint(step, time, isLoss || isRate ? value : Math.Round(Math.Clamp(value, 0, 1), 4));
        }
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>The hyperparameters of a training and the quality that results from them.</summary>
    private readonly struct TrainingShape
    {
        public TrainingShape(ref SplitMix random)
        {
            LearningRate = random.Below(LearningRates.Length);
            BatchSize = random.Below(BatchSizes.Length);
            Optimizer = random.Below(Optimizers.Length);
            Model = random.Below(Models.Length);
            Depth = 2 + random.Below(11);
            Dropout = random.Uniform() * 0.5;
            StepMs = 400 + random.Below(2_000);

            // Best with a medium learning rate and depth and a little dropout; some models are better; the rest is luck.
            var far = Math.Abs(LearningRate - 2.5) + (Math.Abs(Depth - 7) * 0.4) + (Math.Abs(Dropout - 0.15) * 3);
            Quality = Math.Clamp(0.95 - (far * 0.05) - (Model * 0.02) + (random.Noise() * 0.03), 0.05, 0.999);
        }

        public int LearningRate { get; }

        public int BatchSize { get; }

        public int Optimizer { get; }

        public int Model { get; }

        public int Depth { get; }

        public double Dropout { get; }

        public int StepMs { get; }

        public double Quality { get; }
    }
}
