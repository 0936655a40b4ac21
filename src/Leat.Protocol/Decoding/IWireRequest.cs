namespace Leat.Protocol;

/// <summary>A request that knows how to read itself.</summary>
/// <typeparam name="TSelf">The request.</typeparam>
public interface IWireRequest<TSelf>
    where TSelf : IWireRequest<TSelf>
{
    /// <summary>Reads the request, fields in the order in which MLflow checks them, those it does not check last: the first
    /// fault is the answer.</summary>
    /// <exception cref="Core.LeatException"><see cref="Core.ErrorCode.InvalidParameterValue"/>: names the field and its value.</exception>
    static abstract TSelf Decode(WireFields fields);
}
