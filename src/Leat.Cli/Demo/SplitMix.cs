namespace Leat.Cli.Demo;

/// <summary>SplitMix64: the same numbers on every machine and .NET version, which <see cref="Random"/> does not guarantee.</summary>
internal struct SplitMix(ulong state)
{
    private ulong _state = state;

    /// <summary>An independent generator for one item of many.</summary>
    public static SplitMix For(long seed, long index)
    {
        var mixed = new SplitMix((ulong)seed * 0x9E3779B97F4A7C15 ^ (ulong)index * 0xD1B54A32D192ED03);
        return new SplitMix(mixed.Next());
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound) => (int)(Uniform() * bound);

    /// <summary>Approximately normal, mean 0 and deviation 1: the sum of four uniforms is quick and good enough for noise.</summary>
    public double Noise() => (Uniform() + Uniform() + Uniform() + Uniform() - 2) * 1.7320508075688772;
}
