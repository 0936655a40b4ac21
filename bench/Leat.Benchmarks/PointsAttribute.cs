using System.Reflection;

namespace Leat.Benchmarks;

/// <summary>How many points one operation of a benchmark handles.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PointsAttribute(int count) : Attribute
{
    public int Count { get; } = count;

    public static int? Of(MethodInfo method) => method.GetCustomAttribute<PointsAttribute>()?.Count;
}
