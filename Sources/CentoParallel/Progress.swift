/// How far work has come: a part of 0 … 1, told now and then by the thread that asked for it.
public typealias Progress = @Sendable (Double) -> Void
