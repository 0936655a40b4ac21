namespace Leat.Cli.Demo;

/// <summary>Decides how many points each run gets: most get a few, some many times the mean, and the total is exactly what was requested.</summary>
internal sealed class DemoPlan
{
    private readonly DemoRequest _request;
    private readonly double _weights;
    private double _sum;
    private long _given;

    public DemoPlan(DemoRequest request)
    {
        _request = request;
        for (var i = 0L; i < request.Runs; i++)
            _weights += Weight(i);
    }

    /// <summary>The number of points of the next run; call once per run, in order.</summary>
    public long PointsOf(long run)
    {
        _sum += Weight(run);
        var until = run == _request.Runs - 1 ? _request.Points : (long)(_request.Points * (_sum / _weights));
        var points = Math.Clamp(until - _given, 0, _request.Points - _given);
        _given += points;
        return points;
    }

    /// <summary>Long-tailed: the median is 0.6 of the mean, and one run in a hundred has six times the mean.</summary>
    private double Weight(long run) => Math.Exp(SplitMix.For(~_request.Seed, run).Noise());
}
